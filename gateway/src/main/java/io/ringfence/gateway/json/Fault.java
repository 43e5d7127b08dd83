package io.ringfence.gateway.json;

/** Why a frame is malformed. The first fault of a frame counts; it stays until the scanner is wrapped again. */
public enum Fault {
    /** No fault. */
    NONE,
    /** The bytes end before the value does. */
    TRUNCATED,
    /** A character that cannot stand here. */
    UNEXPECTED_CHARACTER,
    /** A raw control character inside a string. */
    CONTROL_CHARACTER,
    /** A backslash followed by something that JSON doesn't know. */
    BAD_ESCAPE,
    /** Nested deeper than {@link JsonScanner#MAX_DEPTH}. */
    TOO_DEEP,
    /** A decimal with non-zero digits beyond the instrument's scale. */
    TOO_PRECISE,
    /** A number that doesn't fit 64 bits in its scale, or a time or id outside its range. */
    OUT_OF_RANGE,
    /** Bytes behind the end of the value. */
    TRAILING_BYTES,
    /** A field is absent without which the message says nothing. */
    MISSING_FIELD,
    /** More entries, or a longer text, than there is room for. */
    TOO_LONG,
    /** A word of a closed list that isn't in the list. */
    UNKNOWN_WORD
}
