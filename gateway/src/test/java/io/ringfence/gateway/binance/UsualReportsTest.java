package io.ringfence.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.event.ClientOrderId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** As {@link UsualFramesTest}, of reports: read by their literals or key by key, they say the same. */
class UsualReportsTest {
    private static final String REPLACEMENTS = "\"{}[]:,.05-nN \\\n\0";

    static List<String> frames() {
        final String ours = new ClientOrderId().set(7, 42, 123_456L, 3).toString();
        return List.of(
                frame(
                        ours,
                        "LIMIT",
                        "TRADE",
                        "FILLED",
                        "'n':'0.0026268','N':'USDT'",
                        "123.45",
                        "'st':'ALGO_CONDITION',"),
                frame("adl_autoclose", "MARKET", "CALCULATED", "EXPIRED_IN_MATCH", "'n':'0.1','N':'BNB'", "-5.67", ""));
    }

    private static String frame(
            final String name,
            final String type,
            final String execution,
            final String status,
            final String fee,
            final String profit,
            final String algo) {
        return ("{'e':'ORDER_TRADE_UPDATE','T':1772461802803,'E':1772461802804,'o':{'s':'BTCUSDT','c':'" + name
                        + "','S':'SELL','o':'" + type + "','f':'GTC','q':'0.800','p':'61800.1','ap':'0','sp':'0','x':'"
                        + execution + "','X':'" + status + "','i':4903991227,'l':'0.8','z':'0.800','L':'61800.127',"
                        + fee + ",'T':1772461802802,'t':258309430,'b':'0','a':'0','m':true,'R':false,"
                        + "'wt':'CONTRACT_PRICE','ot':'LIMIT','ps':'BOTH','cp':false,'rp':'" + profit
                        + "','pP':false,'si':2000000547400625,'ss':-1," + algo
                        + "'V':'EXPIRE_MAKER','pm':'NONE','gtd':0,'er':'0'}}")
                .replace('\'', '"');
    }

    @ParameterizedTest
    @MethodSource("frames")
    void shouldTellTheSameAsKeyByKey(final String frame) {
        final String told = read(frame);

        assertEquals(read(unusual(frame)), told);
        assertTrue(told.startsWith(Outcome.TAKEN.name()), told);
    }

    @ParameterizedTest
    @MethodSource("frames")
    void shouldJudgeTheSameOfEveryPrefix(final String frame) {
        for (int length = 1; length < frame.length(); length++) {
            final String prefix = frame.substring(0, length);

            assertEquals(read(unusual(prefix)), read(prefix), prefix);
        }
    }

    @ParameterizedTest
    @MethodSource("frames")
    void shouldJudgeTheSameOfEveryWrongByte(final String frame) {
        for (int at = 1; at < frame.length(); at++) {
            for (final char wrong : REPLACEMENTS.toCharArray()) {
                final String damaged = frame.substring(0, at) + wrong + frame.substring(at + 1);

                assertEquals(read(unusual(damaged)), read(damaged), damaged);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("frames")
    void shouldJudgeTheSameOfEveryPairLeftOut(final String frame) {
        for (int at = frame.indexOf(','); at > 0; at = frame.indexOf(',', at + 1)) {
            final int end = frame.indexOf(',', at + 1);
            final String shorter = end < 0 ? frame : frame.substring(0, at) + frame.substring(end);

            assertEquals(read(unusual(shorter)), read(shorter), shorter);
        }
    }

    private static String unusual(final String frame) {
        return "{ " + frame.substring(1);
    }

    private static String read(final String frame) {
        final EventLog log = new EventLog();
        final DecodeErrors errors = new DecodeErrors(() -> 0, 8);
        final UserDataDecoder decoder =
                new UserDataDecoder(Venues.usdm(), log, 9, "USDT", () -> {}, new DecodeCounters(), errors);
        final Outcome outcome = decoder.onFrame(Venues.frame(frame), 0, frame.getBytes(StandardCharsets.UTF_8).length);
        return outcome + " " + log.events().stream().map(Told::of).toList() + " "
                + errors.entries().stream()
                        .map(entry -> entry.message() + " " + entry.fault())
                        .toList();
    }
}
