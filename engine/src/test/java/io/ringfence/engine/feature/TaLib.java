package io.ringfence.engine.feature;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MAType;
import com.tictactec.ta.lib.MInteger;
import com.tictactec.ta.lib.RetCode;
import java.util.Arrays;

/** TA-Lib's functions over a series, each result as long as the series, no number where it has none. */
final class TaLib {
    private final Core core = new Core();
    private final Series s;
    private final int last;

    /** One call: writes its values from index 0 of {@code out}, says where they begin and how many there are. */
    private interface Call {
        RetCode run(MInteger begin, MInteger length, double[][] out);
    }

    TaLib(final Series series) {
        s = series;
        last = series.length() - 1;
    }

    double[] sma(final int n) {
        return one((b, l, o) -> core.sma(0, last, s.close(), n, b, l, o[0]));
    }

    double[] ema(final int n) {
        return ema(s.close(), n);
    }

    double[] ema(final double[] input, final int n) {
        return one((b, l, o) -> core.ema(0, last, input, n, b, l, o[0]));
    }

    double[] wma(final int n) {
        return one((b, l, o) -> core.wma(0, last, s.close(), n, b, l, o[0]));
    }

    double[] kama(final int n) {
        return one((b, l, o) -> core.kama(0, last, s.close(), n, b, l, o[0]));
    }

    double[] dema(final int n) {
        return one((b, l, o) -> core.dema(0, last, s.close(), n, b, l, o[0]));
    }

    double[] tema(final int n) {
        return one((b, l, o) -> core.tema(0, last, s.close(), n, b, l, o[0]));
    }

    double[] trix(final int n) {
        return one((b, l, o) -> core.trix(0, last, s.close(), n, b, l, o[0]));
    }

    double[] rsi(final int n) {
        return one((b, l, o) -> core.rsi(0, last, s.close(), n, b, l, o[0]));
    }

    double[][] stochastic(final int n, final int slowing, final int signal) {
        return many(
                2,
                (b, l, o) -> core.stoch(
                        0,
                        last,
                        s.high(),
                        s.low(),
                        s.close(),
                        n,
                        slowing,
                        MAType.Sma,
                        signal,
                        MAType.Sma,
                        b,
                        l,
                        o[0],
                        o[1]));
    }

    double[][] stochasticRsi(final int rsi, final int n, final int signal) {
        return many(2, (b, l, o) -> core.stochRsi(0, last, s.close(), rsi, n, signal, MAType.Sma, b, l, o[0], o[1]));
    }

    double[] williamsR(final int n) {
        return one((b, l, o) -> core.willR(0, last, s.high(), s.low(), s.close(), n, b, l, o[0]));
    }

    double[] cci(final int n) {
        return one((b, l, o) -> core.cci(0, last, s.high(), s.low(), s.close(), n, b, l, o[0]));
    }

    double[] roc(final int n) {
        return one((b, l, o) -> core.roc(0, last, s.close(), n, b, l, o[0]));
    }

    double[] momentum(final int n) {
        return one((b, l, o) -> core.mom(0, last, s.close(), n, b, l, o[0]));
    }

    double[] mfi(final int n) {
        return one((b, l, o) -> core.mfi(0, last, s.high(), s.low(), s.close(), s.volume(), n, b, l, o[0]));
    }

    double[][] macd(final int fast, final int slow, final int signal) {
        return many(3, (b, l, o) -> core.macd(0, last, s.close(), fast, slow, signal, b, l, o[0], o[1], o[2]));
    }

    double[] ppo(final int fast, final int slow) {
        return one((b, l, o) -> core.ppo(0, last, s.close(), fast, slow, MAType.Ema, b, l, o[0]));
    }

    double[] ultimate(final int a, final int b, final int c) {
        return one((begin, l, o) -> core.ultOsc(0, last, s.high(), s.low(), s.close(), a, b, c, begin, l, o[0]));
    }

    double[] trueRange() {
        return one((b, l, o) -> core.trueRange(0, last, s.high(), s.low(), s.close(), b, l, o[0]));
    }

    double[] atr(final int n) {
        return one((b, l, o) -> core.atr(0, last, s.high(), s.low(), s.close(), n, b, l, o[0]));
    }

    double[] natr(final int n) {
        return one((b, l, o) -> core.natr(0, last, s.high(), s.low(), s.close(), n, b, l, o[0]));
    }

    double[][] bollinger(final int n, final double deviations) {
        return many(
                3,
                (b, l, o) ->
                        core.bbands(0, last, s.close(), n, deviations, deviations, MAType.Sma, b, l, o[0], o[1], o[2]));
    }

    double[] deviation(final int n) {
        return one((b, l, o) -> core.stdDev(0, last, s.close(), n, 1, b, l, o[0]));
    }

    double[] sar(final double step, final double max) {
        return one((b, l, o) -> core.sar(0, last, s.high(), s.low(), step, max, b, l, o[0]));
    }

    double[] adx(final int n) {
        return one((b, l, o) -> core.adx(0, last, s.high(), s.low(), s.close(), n, b, l, o[0]));
    }

    double[] plusDi(final int n) {
        return one((b, l, o) -> core.plusDI(0, last, s.high(), s.low(), s.close(), n, b, l, o[0]));
    }

    double[] minusDi(final int n) {
        return one((b, l, o) -> core.minusDI(0, last, s.high(), s.low(), s.close(), n, b, l, o[0]));
    }

    /** Down, up. */
    double[][] aroon(final int n) {
        return many(2, (b, l, o) -> core.aroon(0, last, s.high(), s.low(), n, b, l, o[0], o[1]));
    }

    double[] aroonOscillator(final int n) {
        return one((b, l, o) -> core.aroonOsc(0, last, s.high(), s.low(), n, b, l, o[0]));
    }

    double[] highest(final int n) {
        return one((b, l, o) -> core.max(0, last, s.high(), n, b, l, o[0]));
    }

    double[] lowest(final int n) {
        return one((b, l, o) -> core.min(0, last, s.low(), n, b, l, o[0]));
    }

    double[] regression(final int n) {
        return one((b, l, o) -> core.linearReg(0, last, s.close(), n, b, l, o[0]));
    }

    double[] slope(final int n) {
        return one((b, l, o) -> core.linearRegSlope(0, last, s.close(), n, b, l, o[0]));
    }

    double[] obv() {
        return one((b, l, o) -> core.obv(0, last, s.close(), s.volume(), b, l, o[0]));
    }

    double[] accumulation() {
        return one((b, l, o) -> core.ad(0, last, s.high(), s.low(), s.close(), s.volume(), b, l, o[0]));
    }

    /** 100 and -100 become 1 and -1. */
    double[] engulfing() {
        final int[] signs = new int[s.length()];
        return one((b, l, o) -> {
            final RetCode code = core.cdlEngulfing(0, last, s.open(), s.high(), s.low(), s.close(), b, l, signs);
            Arrays.setAll(o[0], i -> signs[i] / 100.0);
            return code;
        });
    }

    private double[] one(final Call call) {
        return many(1, call)[0];
    }

    private double[][] many(final int columns, final Call call) {
        final MInteger begin = new MInteger();
        final MInteger length = new MInteger();
        final double[][] raw = new double[columns][s.length()];
        final RetCode code = call.run(begin, length, raw);
        if (code != RetCode.Success) {
            throw new IllegalStateException("TA-Lib: " + code);
        }
        final double[][] placed = new double[columns][s.length()];
        for (int column = 0; column < columns; column++) {
            Arrays.fill(placed[column], FeatureRun.NONE);
            System.arraycopy(raw[column], 0, placed[column], begin.value, length.value);
        }
        return placed;
    }
}
