package io.ringfence.engine.stop.oracle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Engine against oracle on seeded paths. {@code -Dringfence.paths=100000} runs that many, {@code -Dringfence.seed=N} the
 * one of a reported difference alone.
 */
class StopOracleTest {
    private static final int PATHS = Integer.getInteger("ringfence.paths", 2_000);
    private static final List<String> TIMEFRAMES = List.of("1m", "5m");
    private static final Long SEED = Long.getLong("ringfence.seed");

    @Test
    void shouldDecideAsTheOracleDoesOnEveryPath() {
        final Contest.Tally tally = new Contest.Tally();
        if (SEED != null) {
            run(SEED, tally);
            return;
        }
        for (long seed = 1; seed <= PATHS; seed++) {
            run(seed, tally);
        }

        System.out.println(PATHS + " paths: " + tally);
        for (final Rule rule : EnumSet.range(Rule.HARD, Rule.SAR)) {
            assertTrue(tally.moves(rule) > 0 && tally.hits(rule) > 0, () -> rule + " was never met: " + tally);
        }
        assertTrue(tally.hits(Rule.TIME) > 0 && tally.hits(Rule.SESSION_END) > 0, tally::toString);
        assertTrue(tally.takeProfits() > 0, tally::toString);
    }

    static void run(final long seed, final Contest.Tally tally) {
        final Scenario scenario = Scenario.of(seed);
        final ProfileText form = new ProfileText(TIMEFRAMES);
        final String text = form.write(scenario.profile());
        final Contest contest = new Contest(
                "seed " + seed + " (-Dringfence.seed=" + seed + ")\n" + text.indent(4),
                scenario.terms(),
                scenario.profile(),
                new EngineStops(text, scenario.profile().takerFee(), TIMEFRAMES, scenario.terms())::on,
                tally);
        for (int i = 0; i < scenario.events(); i++) {
            contest.on(scenario.path().next(contest.hasFired()));
        }
    }
}
