package io.ringfence.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ringfence.journal.message.MarketKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Frames written key for key as the venue does are read by their literals, others by asking for their keys. A space behind
 * the first brace makes the one the other: both ways have to say the same, of what is right and of what isn't.
 */
class UsualFramesTest {
    private static final String REPLACEMENTS = "\"{}[]:,.0159-eEtXx \\\n\0";

    static List<Arguments> frames() {
        return List.of(
                frame(
                        MarketKind.USDM,
                        "{'stream':'btcusdt@trade','data':{'e':'trade','E':1723161256322,'T':1723161256321,'s':'BTCUSDT',"
                                + "'t':5266583935,'p':'61800.30','q':'0.006','X':'MARKET','m':false}}"),
                frame(
                        MarketKind.USDM,
                        "{'stream':'btcusdt@trade','marketTime':1723161255088176367,'data':{'e':'trade','E':1723161256322,"
                                + "'T':1723161256321,'s':'BTCUSDT','t':7,'p':'9','q':'12345678.1','X':'MARKET','m':true}}"),
                frame(
                        MarketKind.USDM,
                        "{'e':'trade','E':1723161256322,'T':1723161256321,'s':'ETHUSDT','t':5266583935,'p':'2680.30',"
                                + "'q':'100.006','X':'MARKET','m':false}"),
                frame(
                        MarketKind.SPOT,
                        "{'stream':'btcusdt@trade','data':{'e':'trade','E':1723161255343,'s':'BTCUSDT','t':3735683259,"
                                + "'p':'61837.63000000','q':'0.02000000','T':1723161255342,'m':true,'M':true}}"),
                frame(
                        MarketKind.USDM,
                        "{'stream':'btcusdt@bookTicker','data':{'e':'bookTicker','u':5123107839020,'s':'BTCUSDT',"
                                + "'b':'61800.20','B':'2.507','a':'61800.30','A':'2.510','T':1723161256313,'E':1723161256314}}"),
                frame(
                        MarketKind.SPOT,
                        "{'stream':'btcusdt@bookTicker','data':{'u':50093239212,'s':'BTCUSDT','b':'61837.63000000',"
                                + "'B':'3.78826000','a':'61837.64000000','A':'1.54698000'}}"),
                frame(
                        MarketKind.USDM,
                        "{'stream':'btcusdt@depth@0ms','data':{'e':'depthUpdate','E':1723161256299,'T':1723161256298,"
                                + "'s':'BTCUSDT','U':5123107832006,'u':5123107837557,'pu':5123107831937,"
                                + "'b':[['58710.20','0.014'],['61496.50','0.000']],'a':[]}}"),
                frame(
                        MarketKind.SPOT,
                        "{'stream':'btcusdt@depth@100ms','data':{'e':'depthUpdate','E':1723161255208,'s':'BTCUSDT',"
                                + "'U':50093239189,'u':50093239202,'b':[['61737.63000000','0.00000000']],"
                                + "'a':[['61837.64000000','1.50000000'],['61838.00000000','2.00000000']]}}"));
    }

    private static Arguments frame(final MarketKind kind, final String text) {
        return Arguments.of(kind, text.replace('\'', '"'));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void shouldTellTheSameAsKeyByKey(final MarketKind kind, final String frame) {
        final String told = read(kind, frame);

        assertEquals(read(kind, unusual(frame)), told);
        assertEquals(Outcome.TAKEN, new MarketRig(kind).onFrame(frame));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void shouldJudgeTheSameOfEveryPrefix(final MarketKind kind, final String frame) {
        for (int length = 1; length < frame.length(); length++) {
            final String prefix = frame.substring(0, length);

            assertEquals(read(kind, unusual(prefix)), read(kind, prefix), prefix);
        }
    }

    @ParameterizedTest
    @MethodSource("frames")
    void shouldJudgeTheSameOfEveryWrongByte(final MarketKind kind, final String frame) {
        for (int at = 1; at < frame.length(); at++) {
            for (final char wrong : REPLACEMENTS.toCharArray()) {
                final String damaged = frame.substring(0, at) + wrong + frame.substring(at + 1);

                assertEquals(read(kind, unusual(damaged)), read(kind, damaged), damaged);
            }
        }
    }

    /** A frame before it, longer than itself, must not show through. */
    @ParameterizedTest
    @MethodSource("frames")
    void shouldNotReadOnIntoTheFrameBefore(final MarketKind kind, final String frame) {
        final MarketRig rig = new MarketRig(kind);
        for (int length = frame.length() - 1; length > 0; length--) {
            rig.onFrame(frame);
            rig.told();

            assertEquals(Outcome.MALFORMED, rig.onFrame(frame.substring(0, length)));
            assertFalse(rig.told().stream().anyMatch(told -> told.contains("61800")), frame);
        }
    }

    private static String unusual(final String frame) {
        return "{ " + frame.substring(1);
    }

    /** What came of it: the outcome, the first fault, the events, the market's time. */
    private static String read(final MarketKind kind, final String frame) {
        final MarketRig rig = new MarketRig(kind);
        final Outcome outcome =
                rig.decoder.onFrame(Venues.frame(frame), 0, frame.getBytes(StandardCharsets.UTF_8).length);
        return outcome + " " + rig.told() + " " + rig.marketTimes + " "
                + rig.errors.entries().stream()
                        .map(entry -> entry.message() + " " + entry.fault())
                        .toList();
    }
}
