package io.ringfence.benchmarks.indicator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Prints one figure after its name: {@code boundary [instruments [rounds]]}, {@code stream FRAMES [rounds]}, {@code peers [rounds]},
 * {@code load [instruments [events a second [seconds]]]}. The journal goes to a folder of its own below {@code java.io.tmpdir},
 * which is deleted.
 */
public final class IndicatorFigures {
    private static final int INSTRUMENTS = 400;
    private static final int BOUNDARY_ROUNDS = 200;
    private static final int STREAM_ROUNDS = 3;
    private static final int PEER_ROUNDS = 20;
    private static final int EVENTS_A_SECOND = 200_000;
    private static final int SECONDS = 40;

    private IndicatorFigures() {}

    public static void main(final String[] args) throws Exception {
        final Path folder = Files.createTempDirectory("indicator-figures");
        try {
            switch (args.length == 0 ? "" : args[0]) {
                case "boundary" ->
                    new BoundaryFigure(folder, whole(args, 1, INSTRUMENTS), whole(args, 2, BOUNDARY_ROUNDS)).run();
                case "stream" -> new StreamFigure(Path.of(args[1])).run(whole(args, 2, STREAM_ROUNDS));
                case "peers" -> new PeersFigure().run(whole(args, 1, PEER_ROUNDS));
                case "load" ->
                    new LoadFigure(
                                    folder,
                                    whole(args, 1, INSTRUMENTS),
                                    whole(args, 2, EVENTS_A_SECOND),
                                    whole(args, 3, SECONDS))
                            .run();
                default -> {
                    System.err.println(
                            "usage: boundary [INSTRUMENTS [ROUNDS]] | stream FRAMES [ROUNDS] | peers [ROUNDS]"
                                    + " | load [INSTRUMENTS [EVENTS_A_SECOND [SECONDS]]]");
                    System.exit(2);
                }
            }
        } finally {
            delete(folder);
        }
    }

    private static int whole(final String[] args, final int at, final int usual) {
        return args.length > at ? Integer.parseInt(args[at]) : usual;
    }

    private static void delete(final Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
