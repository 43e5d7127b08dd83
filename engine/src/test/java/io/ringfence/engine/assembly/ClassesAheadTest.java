package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassesAheadTest {
    @TempDir
    Path folder;

    @Test
    void shouldLoadWhatTheFirstOrderNeeds() throws IOException, InterruptedException {
        try (ChildJvm child = ChildJvm.start(folder, List.of("-Xlog:class+load"), Loading.class)) {
            final int status = child.await();

            final String loaded = String.join("\n", child.output());
            assertEquals(0, status);
            for (final String name : List.of(
                    "engine.order.OrderLife",
                    "engine.stop.StopRecords",
                    "journal.message.OrderPlacedEncoder",
                    "gateway.session.OrderEntrySession$1")) {
                assertTrue(loaded.contains(" io.ringfence." + name + " "), name);
            }
        }
    }

    /** Loads, and does nothing else. */
    static final class Loading {
        public static void main(final String[] arguments) throws IOException {
            ClassesAhead.load();
        }
    }
}
