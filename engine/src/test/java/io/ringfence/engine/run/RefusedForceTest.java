package io.ringfence.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.testing.ChildJvm;
import io.ringfence.engine.testing.RunHome;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.testing.SmallDisk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole engine with a forced journal, a process of its own, on a device that answers a force with an I/O error: a file system in a file
 * that can't grow any more.
 */
class RefusedForceTest {
    private static final int DISK_MEBIBYTES = 64;
    private static final long IMAGE_BYTES = 256L << 20;

    @TempDir
    private Path folder;

    private SmallDisk below;
    private Path journal;

    @AfterEach
    void unmount() {
        if (journal != null) {
            runs("umount", "-l", journal.toString());
        }
        if (below != null) {
            below.close();
        }
    }

    @Test
    void shouldHaltWithStatusOneAndNameTheFileThatCannotBeForced() throws Exception {
        mount();
        final ShippedDemo demo =
                new ShippedDemo().eager().layout("auto").with("segmentSize", "8MiB\n  durability: device");
        final VenueOptions market =
                VenueOptions.ofGenerated(3, 4, GeneratedMarket.ENDLESS).withSpeed(Speed.parse("20"));
        try (RunHome home = RunHome.open(folder, demo, market);
                ChildJvm child = home.run()) {
            home.awaitOrders(child, 1, 3);

            below.fill(0);

            assertEquals(ExitStatus.FAILED, child.await(), child::errors);
            assertTrue(child.errors().contains("the engine halted: stage=journal"), child::errors);
            assertTrue(child.errors().contains("can't force " + journal), child::errors);
            assertFalse(Files.exists(journal.resolve("e000001/seal.json")), "sealed what may not be there");
            assertFalse(child.errors().contains("SIGBUS"), child::errors);
            assertFalse(child.errors().contains("InternalError"), child::errors);
        }
    }

    private void mount() throws IOException {
        final Path memory = Files.createDirectories(folder.resolve("memory"));
        below = SmallDisk.mount(memory, DISK_MEBIBYTES);
        final Path image = memory.resolve("image");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(IMAGE_BYTES);
        }
        final Path target = Files.createDirectories(folder.resolve(RunHome.JOURNAL));
        assumeTrue(
                runs("mkfs.ext4", "-q", "-F", image.toString())
                        && runs("mount", "-o", "loop", image.toString(), target.toString()),
                "a file system in a file can't be mounted here (needs root and loop devices on Linux)");
        journal = target;
    }

    private static boolean runs(final String... command) {
        try {
            final Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (final IOException e) {
            return false;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
