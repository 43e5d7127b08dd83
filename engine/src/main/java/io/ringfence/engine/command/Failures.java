package io.ringfence.engine.command;

import io.ringfence.engine.config.ConfigException;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.process.LastWords;
import io.ringfence.gateway.credentials.CredentialsException;
import io.ringfence.gateway.session.OrderEntryRefused;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** One line on standard error, and the exit status. */
final class Failures {
    private static final String VERBOSE = "--verbose";

    private Failures() {}

    static int wrongUsage(final ParameterException failure, final String[] arguments) {
        final CommandLine line = failure.getCommandLine();
        final String text =
                named(line) + ": " + oneLine(failure) + suggestions(failure) + "; see '" + named(line) + " --help'";
        say(line, text, failure, Arrays.asList(arguments));
        return ExitStatus.USAGE;
    }

    static int failed(final Exception failure, final CommandLine line, final ParseResult parsed) {
        say(line, named(line) + ": " + oneLine(failure), failure, parsed.originalArgs());
        return isConfiguration(failure) ? ExitStatus.USAGE : ExitStatus.FAILED;
    }

    private static void say(
            final CommandLine line, final String text, final Exception failure, final List<String> arguments) {
        final String trace = arguments.contains(VERBOSE) ? traceOf(failure) : "";
        LastWords.say(line.getErr(), text + System.lineSeparator() + trace);
    }

    static String traceOf(final Throwable failure) {
        final StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }

    private static boolean isConfiguration(final Exception failure) {
        return failure instanceof ConfigException
                || failure instanceof CredentialsException
                || failure instanceof OrderEntryRefused;
    }

    private static String named(final CommandLine line) {
        return line.getCommandSpec().qualifiedName();
    }

    private static String oneLine(final Exception failure) {
        final String message = failure.getMessage();
        final boolean bare = message == null || message.isBlank();
        return bare ? failure.getClass().getSimpleName() : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static String suggestions(final ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            return "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
        }
        return "";
    }
}
