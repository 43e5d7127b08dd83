package io.ringfence.journal.log;

/** The two logs of a generation. */
public enum LogKind {
    /** The inbound events: the source of truth. */
    EVENTS(1, "events"),
    /** What was concluded from them: the audit trail. */
    DECISIONS(2, "decisions");

    private final int code;
    private final String folder;

    LogKind(final int code, final String folder) {
        this.code = code;
        this.folder = folder;
    }

    /** The number that stands in every segment's label; never reused. */
    int code() {
        return code;
    }

    /** The folder's name within the generation. */
    public String folder() {
        return folder;
    }
}
