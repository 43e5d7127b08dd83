package io.ringfence.engine.command;

import io.ringfence.engine.data.MarketData;
import io.ringfence.engine.data.MarketFiles;
import io.ringfence.engine.process.ExitStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which market file is read, and where what comes of it is written. */
final class MarketFileOptions {
    /** Writes what comes of the file. */
    interface Writing {
        void to(Writer writer) throws IOException;
    }

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "FILE", required = true, description = "What to read.")
    private Path data;

    @Option(names = "--symbol", paramLabel = "NAME", description = "Which symbol of a frames file with several.")
    private String symbol;

    @Option(
            names = "--json",
            description = "One JSON object a row, with the table's columns as names and null for an empty cell.")
    private boolean json;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write. Default: standard output.")
    private Path out;

    /** @throws ParameterException if there is no such file */
    MarketData open() throws IOException {
        if (!Files.isRegularFile(data)) {
            throw new ParameterException(spec.commandLine(), "--data=" + data + ": no such file");
        }
        if (out != null && Files.exists(out) && Files.isSameFile(out, data)) {
            throw new ParameterException(spec.commandLine(), "--out=" + out + ": is what --data reads");
        }
        return MarketFiles.open(data, symbol);
    }

    /** Writes, and is done when nobody reads standard output any more. */
    int write(final Writing writing) throws IOException {
        try {
            if (out == null || Files.exists(out) && !Files.isRegularFile(out)) {
                writeTo(out, writing);
            } else {
                replace(writing);
            }
        } catch (final StandardOutput.Gone e) {
            return ExitStatus.DONE;
        } catch (final UncheckedIOException e) {
            if (e.getCause() instanceof StandardOutput.Gone) {
                return ExitStatus.DONE;
            }
            throw e.getCause();
        }
        return ExitStatus.DONE;
    }

    /** What was there before stays until all is written: bad data may only show in its last line. */
    private void replace(final Writing writing) throws IOException {
        final Path unfinished = out.resolveSibling(out.getFileName() + ".part");
        try {
            writeTo(unfinished, writing);
            Files.move(unfinished, out, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private void writeTo(final Path place, final Writing writing) throws IOException {
        try (Writer plain = plain(place);
                Writer writer = json ? new JsonLines(plain) : plain) {
            writing.to(writer);
        }
    }

    private Writer plain(final Path place) throws IOException {
        return place == null
                ? StandardOutput.of(spec.commandLine().getOut())
                : Files.newBufferedWriter(place, StandardCharsets.UTF_8);
    }
}
