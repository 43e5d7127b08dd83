package io.ringfence.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final String ERASE = "\r\u001B[2K\u001B[?7l";
    private static final String END = "\u001B[?7h";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

    @Test
    void shouldKeepTheLiveLineBelowWhatElseIsWritten() {
        final Terminal terminal = new Terminal(out, true);
        terminal.show("flat");

        terminal.aside(() -> out.print("order\n"));

        assertEquals(ERASE + "flat" + END + ERASE + END + "order\n" + ERASE + "flat" + END, text());
    }

    @Test
    void shouldNotWriteALineThatIsThereAlready() {
        final Terminal terminal = new Terminal(out, true);

        terminal.show("flat");
        terminal.show("flat");

        assertEquals(ERASE + "flat" + END, text());
    }

    @Test
    void shouldShowNothingWithoutATerminal() {
        final Terminal terminal = new Terminal(out, false);

        terminal.show("flat");
        terminal.aside(() -> out.print("order\n"));
        terminal.clear();

        assertEquals("order\n", text());
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
