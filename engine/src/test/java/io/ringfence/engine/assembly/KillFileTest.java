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
    private Path file;
    private KillFile killFile;

    @BeforeEach
    void watch() {
        file = folder.resolve("kill");
        killFile = new KillFile(file, KillChoice.CANCEL_ALL, thrown::add);
    }

    @Test
    void shouldThrowOnceForEachTimeTheFileAppears() throws IOException {
        killFile.look();
        assertEquals(List.of(), thrown);

        Files.createFile(file);
        killFile.look();
        killFile.look();
        assertEquals(List.of(KillChoice.CANCEL_ALL), thrown);
        assertFalse(Files.exists(file));
        assertTrue(Files.exists(folder.resolve("kill.taken")));

        Files.createFile(file);
        killFile.look();
        assertEquals(List.of(KillChoice.CANCEL_ALL, KillChoice.CANCEL_ALL), thrown);
    }

    @Test
    void shouldThrowAsFarAsTheFileSays() throws IOException {
        Files.writeString(file, "flatten\n");
        killFile.look();
        Files.writeString(file, "reduce-only");
        killFile.look();
        Files.writeString(file, "whatever");
        killFile.look();

        assertEquals(List.of(KillChoice.FLATTEN, KillChoice.REDUCE_ONLY, KillChoice.CANCEL_ALL), thrown);
    }
}
