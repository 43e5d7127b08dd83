package io.ringfence.benchmarks.question;

import io.ringfence.benchmarks.rig.Cores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What {@code scripts/bench} was asked.
 *
 * @param home      the repository
 * @param commit    of it
 * @param folder    for the report
 * @param compared  two folders, or none: then it measures
 * @param table     the folder whose goals are to be shown; empty: then it measures
 */
record BenchOptions(
        Path home,
        String commit,
        Extent extent,
        List<String> questions,
        Cores cores,
        Path folder,
        List<Path> compared,
        Optional<Path> table) {
    /** @throws IllegalArgumentException with what is wrong, and how it is used */
    static BenchOptions parse(final List<String> arguments, final List<String> questions) {
        Path home = Path.of(".");
        String commit = "unknown";
        Extent extent = Extent.FULL;
        List<String> asked = questions;
        Cores cores = Cores.ofProcess();
        Path folder = Path.of("data/bench/last");
        final List<Path> compared = new ArrayList<>();
        Optional<Path> table = Optional.empty();
        final Iterator<String> words = arguments.iterator();
        while (words.hasNext()) {
            final String word = words.next();
            switch (word) {
                case "--quick" -> extent = Extent.QUICK;
                case "--smoke" -> extent = Extent.SMOKE;
                case "--home" -> home = Path.of(next(words, word));
                case "--commit" -> commit = next(words, word);
                case "--out" -> folder = Path.of(next(words, word));
                case "--only" -> asked = known(List.of(next(words, word).split(",")), questions);
                case "--cpus" -> cores = cpus(next(words, word));
                case "compare" -> {
                    compared.add(Path.of(next(words, word)));
                    compared.add(Path.of(next(words, word)));
                }
                case "table" -> table = Optional.of(Path.of(next(words, word)));
                default -> throw wrong("unknown: " + word, questions);
            }
        }
        return new BenchOptions(home, commit, extent, asked, cores, folder, List.copyOf(compared), table);
    }

    private static List<String> known(final List<String> asked, final List<String> questions) {
        for (final String name : asked) {
            if (!questions.contains(name)) {
                throw wrong("--only " + name + ": no such question", questions);
            }
        }
        return asked;
    }

    private static Cores cpus(final String text) {
        try {
            return new Cores(
                    Arrays.stream(text.split(",")).map(Integer::valueOf).toList());
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("--cpus " + text + ": must be numbers with commas between", e);
        }
    }

    private static String next(final Iterator<String> words, final String of) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException(of + ": its value is missing");
        }
        return words.next();
    }

    private static IllegalArgumentException wrong(final String what, final List<String> questions) {
        return new IllegalArgumentException(what + System.lineSeparator()
                + "usage: scripts/bench [--quick|--smoke] [--only NAME,NAME] [--cpus N,N] [--out FOLDER]"
                + System.lineSeparator() + "       scripts/bench compare FOLDER FOLDER" + System.lineSeparator()
                + "       scripts/bench table FOLDER" + System.lineSeparator()
                + "questions: " + String.join(", ", questions));
    }
}
