package io.ringfence.engine.command;

import io.ringfence.engine.config.ConfigException;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.gateway.credentials.CredentialsException;
import io.ringfence.gateway.session.OrderEntryRefused;
import java.io.PrintWriter;
import java.util.Arrays;
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
        final PrintWriter err = line.getErr();
        err.println(
                named(line) + ": " + oneLine(failure) + suggestions(failure) + "; see '" + named(line) + " --help'");
        if (Arrays.asList(arguments).contains(VERBOSE)) {
            failure.printStackTrace(err);
        }
        err.flush();
        return ExitStatus.USAGE;
    }

    static int failed(final Exception failure, final CommandLine line, final ParseResult parsed) {
        final PrintWriter err = line.getErr();
        err.println(named(line) + ": " + oneLine(failure));
        if (parsed.originalArgs().contains(VERBOSE)) {
            failure.printStackTrace(err);
        }
        err.flush();
        return isConfiguration(failure) ? ExitStatus.USAGE : ExitStatus.FAILED;
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
