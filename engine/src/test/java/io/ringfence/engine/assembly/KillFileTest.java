package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.RiskConduct.KillChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillFileTest {
    @TempDir
    private Path folder;

    private final List<KillChoice> thrown = new ArrayList<>();
    private long nowNanos;
    private Path file;
    private KillFile killFile;

    @BeforeEach
    void watch() {
        file = folder.resolve("kill");
        killFile = new KillFile(file, KillChoice.CANCEL_ALL, thrown::add, () -> nowNanos);
    }

    @Test
    void shouldThrowOnceForEachTimeTheFileAppears() throws IOException {
        killFile.look();
        assertEquals(List.of(), thrown);

        Files.createFile(file);
        lookUntilSettled();
        killFile.look();
        assertEquals(List.of(KillChoice.CANCEL_ALL), thrown);
        assertFalse(Files.exists(file));
        assertTrue(Files.exists(folder.resolve("kill.taken")));

        Files.createFile(file);
        lookUntilSettled();
        assertEquals(List.of(KillChoice.CANCEL_ALL, KillChoice.CANCEL_ALL), thrown);
    }

    @Test
    void shouldThrowAsFarAsTheFileSays() throws IOException {
        Files.writeString(file, "flatten\n");
        killFile.look();
        Files.writeString(file, "reduce-only");
        killFile.look();
        Files.writeString(file, "whatever");
        lookUntilSettled();

        assertEquals(List.of(KillChoice.FLATTEN, KillChoice.REDUCE_ONLY, KillChoice.CANCEL_ALL), thrown);
        assertFalse(Files.exists(file));
    }

    /** {@code echo flatten > kill} is two steps. */
    @Test
    void shouldGoFurtherWhenTheTextComesAfterTheFile() throws IOException {
        Files.createFile(file);
        killFile.look();
        assertEquals(List.of(KillChoice.CANCEL_ALL), thrown);

        Files.writeString(file, "flat");
        nowNanos += KillFile.SETTLED_NS - 1;
        killFile.look();
        nowNanos += KillFile.SETTLED_NS - 1;
        killFile.look();
        Files.writeString(file, "flatten\n");
        killFile.look();

        assertEquals(List.of(KillChoice.CANCEL_ALL, KillChoice.FLATTEN), thrown);
        assertFalse(Files.exists(file));
    }

    @Test
    void shouldNotGoBackToWhatTheTextSaysLater() throws IOException {
        Files.createFile(file);
        killFile.look();
        Files.writeString(file, "reduce-only");
        killFile.look();

        assertEquals(List.of(KillChoice.CANCEL_ALL), thrown);
        assertFalse(Files.exists(file));
    }

    @Test
    void shouldForgetAFileThatWasTakenAwayMeanwhile() throws IOException {
        Files.createFile(file);
        killFile.look();
        Files.delete(file);
        killFile.look();

        Files.createFile(file);
        killFile.look();

        assertEquals(List.of(KillChoice.CANCEL_ALL, KillChoice.CANCEL_ALL), thrown);
    }

    private void lookUntilSettled() {
        killFile.look();
        nowNanos += KillFile.SETTLED_NS;
        killFile.look();
    }
}
