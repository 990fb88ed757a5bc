// The room on the projector: its code, large on Q and small in the corner, and what the host can do.

export default function () {}
