package io.ringfence.engine.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FeatureCatalogueTest {
    private static final long MINUTE_MS = 60_000;

    @Test
    void shouldNameAFeatureAfterItsParameters() {
        final NamedFeature sar = FeatureCatalogue.kind("parabolic_sar").with(Map.of("step", 0.01), MINUTE_MS);

        assertEquals("parabolic_sar_0.01_0.2", sar.name());
        assertEquals(List.of("parabolic_sar_0.01_0.2_sar", "parabolic_sar_0.01_0.2_trend"), sar.columnNames());
        assertEquals(
                List.of("sma_20"), FeatureCatalogue.kind("sma").usual(MINUTE_MS).columnNames());
    }

    @Test
    void shouldRefuseWhatThereIsNotAndSayWhatThereIs() {
        assertEquals(
                "feature rsi has no parameter 'lenght'; it has: length",
                refused(() -> FeatureCatalogue.kind("rsi").with(Map.of("lenght", 3.0), MINUTE_MS)));
        assertEquals(
                "feature rsi: length=2.5: must be a whole number from 1 to 5000",
                refused(() -> FeatureCatalogue.kind("rsi").with(Map.of("length", 2.5), MINUTE_MS)));
        assertEquals(
                "feature rsi: length=NaN: must be a whole number from 1 to 5000",
                refused(() -> FeatureCatalogue.kind("rsi").with(Map.of("length", Double.NaN), MINUTE_MS)));
        assertTrue(
                refused(() -> FeatureCatalogue.kind("rsj")).startsWith("there is no feature 'rsj'; there are: sma, "));
    }

    /** Every length at its least: a window of one bar has its own traps. */
    @Test
    void shouldWorkWithTheLeastOfEveryParameter() {
        final Series series = Series.seeded(13, 500);
        for (final FeatureKind kind : FeatureCatalogue.kinds()) {
            final Object[] least = kind.parameters().stream()
                    .flatMap(parameter -> List.<Object>of(parameter.name(), parameter.min()).stream())
                    .toArray();
            final FeatureRun run = FeatureRun.of(series, kind.name(), least);
            final int columns = kind.usual(MINUTE_MS).feature().columns().size();
            for (int column = 0; column < columns; column++) {
                assertEquals(series.length(), run.column(column).length, kind.name());
            }
        }
    }

    private static String refused(final Executable what) {
        return assertThrows(IllegalArgumentException.class, what).getMessage();
    }
}
