package io.ringfence.engine.stop.oracle;

/** In the order of the table: of equal candidates the first wins. */
enum Rule {
    HARD,
    BREAK_EVEN,
    PROFIT_LOCK,
    GIVE_BACK,
    TRAIL,
    CHANDELIER,
    SAR,
    TIME,
    SESSION_END,
    TAKE_PROFIT
}
