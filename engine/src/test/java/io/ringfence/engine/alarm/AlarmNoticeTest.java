package io.ringfence.engine.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.journal.message.AlarmKind;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlarmNoticeTest {
    @Test
    void shouldHaveTheBooksAskedAgainWhereFillsMayHaveGoneUnheard() {
        final Set<AlarmKind> doubting = EnumSet.noneOf(AlarmKind.class);
        for (final AlarmKind kind : AlarmKind.values()) {
            if (new AlarmNotice(7, 3, 4_711, kind.name(), "BTCUSDT", "", 0, 16).doubtsBooks()) {
                doubting.add(kind);
            }
        }

        assertEquals(EnumSet.of(AlarmKind.ORDER_UNKNOWN, AlarmKind.POSITION_DRIFT), doubting);
    }
}
