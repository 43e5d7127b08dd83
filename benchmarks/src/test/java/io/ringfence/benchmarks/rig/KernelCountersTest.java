package io.ringfence.benchmarks.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KernelCountersTest {
    @Test
    void shouldReadTheTimeWaitedFromSchedstat() {
        final ByteBuffer text = ByteBuffer.wrap("1289123 4711 99\n".getBytes(StandardCharsets.US_ASCII));

        assertEquals(4_711, RunQueue.waited(text));
    }

    @Test
    void shouldReadItsOwnRunQueueWhereThereIsOne() {
        try (RunQueue own = RunQueue.ofThisThread()) {
            final long first = own.waitedNs();

            assertTrue(own.waitedNs() >= first);
        }
    }

    @Test
    void shouldTellForeignFromOwnTime() {
        final MachineCheck.CpuTimes before = MachineCheck.CpuTimes.of(
                "cpu  100 0 50 800 50 0 0 0 0 0\n", "1 (a b) R 1 1 1 0 -1 0 0 0 0 0 60 40 0 0");
        final MachineCheck.CpuTimes after = MachineCheck.CpuTimes.of(
                "cpu  160 0 60 820 60 0 0 0 0 0\n", "1 (a b) R 1 1 1 0 -1 0 0 0 0 0 90 50 0 0");

        assertEquals(0.3, after.foreignShareSince(before), 1e-9);
    }

    @Test
    void shouldCallAMachineByItsWorstFigure() {
        assertEquals(MachineCheck.Verdict.QUIET, new MachineCheck(0.02, 900_000, 0.01, PingPong.Result.NONE).verdict());
        assertEquals(MachineCheck.Verdict.NOISY, new MachineCheck(0.02, 900_000, 0.1, PingPong.Result.NONE).verdict());
        assertEquals(
                MachineCheck.Verdict.TOO_NOISY, new MachineCheck(0.5, 900_000, 0.01, PingPong.Result.NONE).verdict());
    }

    @Test
    void shouldKeepOnlyTheKernelOptionsThatMatter() {
        assertEquals(
                "isolcpus=2,3 nohz_full=2,3",
                Machine.kernelOptions("quiet isolcpus=2,3 root=/dev/vda nohz_full=2,3 secret=1"));
    }
}
