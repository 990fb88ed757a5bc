FROM python:3.13-slim

# The one folder that may be written is /data, home of the user; all else can be read-only.
RUN useradd --uid 1000 --create-home --home-dir /data studio
WORKDIR /studio
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY .streamlit .streamlit
COPY assets assets
COPY backprop backprop
COPY pages pages
COPY app.py ./

ENV HOME=/data PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
# Where the app is below its host: http://host:8501/studio/. Empty: at the host itself.
ENV STREAMLIT_SERVER_BASE_URL_PATH=studio
USER 1000
VOLUME /data
EXPOSE 8501
HEALTHCHECK --start-period=60s --timeout=5s CMD \
    python -c "import sys, urllib.request; urllib.request.urlopen(sys.argv[1])" \
    "http://127.0.0.1:${STREAMLIT_SERVER_PORT:-8501}${STREAMLIT_SERVER_BASE_URL_PATH:+/$STREAMLIT_SERVER_BASE_URL_PATH}/_stcore/health"
# Where browser.serverAddress is not set, Streamlit asks a server on the internet for its address.
CMD ["streamlit", "run", "app.py", \
    "--server.address=0.0.0.0", \
    "--server.headless=true", \
    "--server.fileWatcherType=none", \
    "--browser.serverAddress=localhost"]
