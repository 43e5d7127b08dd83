package io.ringfence.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessAgeTest {
    private static final double TOLERANCE_MS = 5_000;

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldBeAsOldAsTheVirtualMachineThinks() {
        final double expectedMs = ManagementFactory.getRuntimeMXBean().getUptime();

        final double ageMs = TimeUnit.NANOSECONDS.toMillis(ProcessAge.ns().orElseThrow());

        assertEquals(expectedMs, ageMs, TOLERANCE_MS);
    }
}
