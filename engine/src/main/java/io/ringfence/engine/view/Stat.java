package io.ringfence.engine.view;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.journal.view.View;
import io.ringfence.journal.view.ViewReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/** The job behind {@code stat}: shows the live view once. */
public final class Stat {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final PrintStream err;

    /** @param err told why there is nothing to show */
    public Stat(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Returns {@link ExitStatus#DONE} if an engine runs and could be read. */
    public int run(final ViewOptions options) throws IOException, InterruptedException {
        final Optional<View> view;
        try (ViewReader reader = new ViewReader(options.journal())) {
            view = reader.read();
        }
        if (view.isEmpty()) {
            err.println("ringfence stat: " + nothing(options.journal()));
            return ExitStatus.FAILED;
        }
        if (options.json()) {
            out.println(json(view.get()));
        } else {
            ViewText.of(view.get(), Integer.MAX_VALUE).forEach(out::println);
        }
        return view.get().status() == View.Status.LIVE ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    static String nothing(final Path journal) {
        return "no generation of journal " + journal
                + " has a live view: no engine has run on it, or it could keep none";
    }

    /** What a view knows, as one object on one line. */
    static String json(final View view) throws IOException {
        final ObjectNode root = JSON.createObjectNode()
                .put("status", view.status().name())
                .put("epoch", view.epoch())
                .put("pid", view.pid())
                .put("startedMs", view.startedMs())
                .put("ageMs", view.ageMs());
        view.engine().ifPresent(engine -> root.set("engine", engine));
        view.lanes().forEach(root.putArray("lanes")::add);
        view.instruments().forEach(root.putArray("instruments")::add);
        view.orders().forEach(root.putArray("orders")::add);
        view.trouble().ifPresent(trouble -> root.put("trouble", trouble));
        return JSON.writeValueAsString(root);
    }
}
