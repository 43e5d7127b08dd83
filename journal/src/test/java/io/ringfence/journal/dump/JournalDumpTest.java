package io.ringfence.journal.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.message.Side;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalDumpTest {
    private static final long ALL = Long.MAX_VALUE;

    @TempDir
    private Path folder;

    @Test
    void shouldPrintEventsAsJson() throws IOException {
        try (HandMadeJournal journal = new HandMadeJournal(folder)) {
            journal.define();
            journal.trade(123, 6_180_030, 1_002, Side.SELL);
            journal.quote();
            journal.depth();
            journal.tick();
            journal.report();
        }

        assertEquals(
                List.of(
                        "{\"sequence\":1,\"type\":\"instrumentDefinition\",\"instrument\":\"BTCUSDT\",\"venueTimeNs\":null,"
                                + "\"receiveTimeNs\":1723075200001000000,\"id\":1,\"venue\":\"BINANCE_USDM\",\"kind\":\"USDM\","
                                + "\"priceScale\":2,\"quantityScale\":3,\"tickSize\":\"0.10\",\"lotSize\":\"0.001\","
                                + "\"minQuantity\":\"0.001\",\"maxQuantity\":\"1000.000\",\"minNotional\":\"100.00000000\",\"status\":\"TRADING\","
                                + "\"markPrices\":false,\"bandUp\":\"0.00000000\",\"bandDown\":\"0.00000000\"}",
                        "{\"sequence\":2,\"type\":\"trade\",\"instrument\":\"BTCUSDT\",\"venueTimeNs\":1723075200000000000,"
                                + "\"receiveTimeNs\":1723075200002000000,\"tradeId\":123,\"price\":\"61800.30\","
                                + "\"quantity\":\"1.002\",\"firstTradeId\":123,\"lastTradeId\":123,\"side\":\"SELL\","
                                + "\"aggregated\":false}",
                        "{\"sequence\":3,\"type\":\"quote\",\"instrument\":\"BTCUSDT\",\"venueTimeNs\":null,"
                                + "\"receiveTimeNs\":1723075200003000000,\"updateId\":77,\"bidPrice\":\"61800.20\","
                                + "\"bidQuantity\":\"1.500\",\"askPrice\":\"61800.30\",\"askQuantity\":\"0.002\","
                                + "\"lowestBid\":\"61800.00\",\"highestAsk\":\"61800.50\",\"conflated\":3}",
                        "{\"sequence\":4,\"type\":\"depth\",\"instrument\":\"BTCUSDT\",\"venueTimeNs\":1723075200000000000,"
                                + "\"receiveTimeNs\":1723075200004000000,\"firstUpdateId\":5,\"lastUpdateId\":9,\"part\":0,"
                                + "\"kind\":\"DELTA\",\"lastPart\":true,\"levels\":["
                                + "{\"side\":\"BUY\",\"price\":\"61800.20\",\"quantity\":\"0.000\"},"
                                + "{\"side\":\"SELL\",\"price\":\"61800.30\",\"quantity\":\"0.004\"}]}",
                        "{\"sequence\":5,\"type\":\"tick\",\"instrument\":null,\"venueTimeNs\":null,"
                                + "\"receiveTimeNs\":1723075200005000000}",
                        "{\"sequence\":6,\"type\":\"executionReport\",\"instrument\":\"BTCUSDT\","
                                + "\"venueTimeNs\":1723075200000000000,\"receiveTimeNs\":1723075200006000000,\"account\":1,"
                                + "\"orderId\":\"" + orderId(2) + "\",\"venueOrderId\":900,\"tradeId\":11,"
                                + "\"price\":\"0.00\",\"quantity\":\"0.002\",\"lastPrice\":\"61800.30\","
                                + "\"lastQuantity\":\"0.002\",\"cumulativeQuantity\":\"0.002\",\"fee\":\"0.01234000\","
                                + "\"realizedProfit\":\"-0.50000000\",\"side\":\"BUY\",\"executionType\":\"TRADE\","
                                + "\"status\":\"FILLED\",\"maker\":false,\"reduceOnly\":false,\"origin\":\"STREAM\",\"cause\":\"ORDER\"}"),
                dump(LogKind.EVENTS, 0, ALL, DumpFormat.JSON).lines().toList());
    }

    @Test
    void shouldPrintDecisionsAsJson() throws IOException {
        try (HandMadeJournal journal = new HandMadeJournal(folder)) {
            journal.define();
            journal.trade(123, 6_180_030, 1_002, Side.SELL);
            journal.decide();
        }

        assertEquals(
                List.of(
                        "{\"sequence\":2,\"type\":\"signal\",\"instrument\":\"BTCUSDT\",\"epoch\":1,\"index\":768,"
                                + "\"stage\":\"signals\",\"account\":1,\"strategy\":0,\"target\":1,\"reason\":\"NAMED\","
                                + "\"strength\":0.5,\"emaFast\":61800.25,\"emaSlow\":null,\"rsi\":55.0,\"atr\":1.0,"
                                + "\"referencePrice\":\"61800.30\",\"timeframeNs\":60000000000,"
                                + "\"seen\":[{\"value\":6180025.0,\"isPrice\":true,\"name\":\"ema_12 1m\"}],"
                                + "\"reasonName\":\"cross-up\",\"strategyName\":\"ema-cross\"}",
                        "{\"sequence\":2,\"type\":\"orderPlaced\",\"instrument\":\"BTCUSDT\",\"epoch\":1,\"index\":1280,"
                                + "\"stage\":\"orders\",\"account\":1,\"orderId\":\"" + orderId(2)
                                + "\",\"price\":\"0.00\",\"quantity\":\"0.002\",\"referencePrice\":\"61800.30\","
                                + "\"notional\":\"123.60060000\",\"causeSequence\":2,\"causeIndex\":768,\"side\":\"BUY\","
                                + "\"orderType\":\"MARKET\",\"timeInForce\":\"GTC\",\"purpose\":\"ENTRY\","
                                + "\"reduceOnly\":false}"),
                dump(LogKind.DECISIONS, 0, ALL, DumpFormat.JSON).lines().toList());
    }

    @Test
    void shouldPrintPlainLines() throws IOException {
        try (HandMadeJournal journal = new HandMadeJournal(folder)) {
            journal.define();
            journal.trade(123, 6_180_030, 1_002, Side.SELL);
            journal.depth();
        }

        final List<String> lines =
                dump(LogKind.EVENTS, 2, ALL, DumpFormat.PLAIN).lines().toList();

        assertEquals(
                "2 trade instrument=BTCUSDT venueTimeNs=2024-08-08T00:00:00Z receiveTimeNs=2024-08-08T00:00:00.002Z"
                        + " tradeId=123 price=61800.30 quantity=1.002 firstTradeId=123 lastTradeId=123 side=SELL"
                        + " aggregated=false",
                lines.get(0));
        assertTrue(
                lines.get(1)
                        .endsWith("levels=[ { side=BUY price=61800.20 quantity=0.000 }"
                                + " { side=SELL price=61800.30 quantity=0.004 } ]"),
                lines.get(1));
    }

    @Test
    void shouldKeepWithinBoundsAndKnowInstrumentsDefinedBefore() throws IOException {
        try (HandMadeJournal journal = new HandMadeJournal(folder)) {
            journal.define();
            for (int id = 2; id <= 10; id++) {
                journal.trade(id, 6_180_030, 1, Side.BUY);
                journal.decide();
            }
        }

        final List<String> events =
                dump(LogKind.EVENTS, 4, 6, DumpFormat.JSON).lines().toList();
        final List<String> decisions =
                dump(LogKind.DECISIONS, 4, 6, DumpFormat.JSON).lines().toList();

        assertEquals(3, events.size());
        assertTrue(events.get(0).startsWith("{\"sequence\":4,\"type\":\"trade\",\"instrument\":\"BTCUSDT\""));
        assertTrue(events.get(2).contains("\"price\":\"61800.30\""));
        assertEquals(6, decisions.size());
        assertTrue(decisions.get(5).startsWith("{\"sequence\":6,\"type\":\"orderPlaced\""));
    }

    @Test
    void shouldPrintMantissasOfAnUndefinedInstrument() throws IOException {
        try (HandMadeJournal journal = new HandMadeJournal(folder)) {
            journal.trade(123, 6_180_030, 1_002, Side.SELL);
        }

        final String line = dump(LogKind.EVENTS, 0, ALL, DumpFormat.JSON);

        assertTrue(line.contains("\"instrument\":\"#1\""), line);
        assertTrue(line.contains("\"price\":6180030,\"quantity\":1002"), line);
    }

    @Test
    void shouldCountEventsAndDecisions() {
        try (HandMadeJournal journal = new HandMadeJournal(folder)) {
            journal.define();
            journal.trade(1, 6_180_030, 1, Side.BUY);
            journal.decide();
            journal.trade(2, 6_180_030, 1, Side.BUY);
            journal.tick();
        }

        final JournalStat stat = JournalStat.of(generation());

        assertEquals(
                Map.of("instrumentDefinition", 1L, "trade", 2L, "tick", 1L),
                stat.events().types());
        assertEquals(4, stat.events().messages());
        assertEquals(Map.of("signal", 1L, "orderPlaced", 1L), stat.decisions().types());
        assertEquals(1, stat.decisions().end().records());
        assertEquals(2, stat.decisions().messages());
        assertEquals(1, stat.events().firstSequence());
        assertEquals(4, stat.events().end().lastSequence());
        assertEquals(HandMadeJournal.START_NS + 1_000_000, stat.firstTimeNs());
        assertEquals(HandMadeJournal.START_NS + 4_000_000, stat.lastTimeNs());
        assertEquals(1, stat.events().segments());
        assertTrue(stat.isWhole());
        assertTrue(stat.toJson().startsWith("{\"epoch\":1,\"outcome\":\"ENDED\",\"firstTimeNs\":"), stat.toJson());
        assertTrue(
                stat.toJson().contains("\"types\":{\"trade\":2,\"instrumentDefinition\":1,\"tick\":1}"), stat.toJson());
        assertTrue(stat.toText().startsWith("generation 1: ENDED, 2024-08-08T00:00:00.001Z to"), stat.toText());
    }

    private String dump(final LogKind kind, final long from, final long to, final DumpFormat format)
            throws IOException {
        final StringWriter text = new StringWriter();
        final JournalDump.Result result = new JournalDump(generation()).dump(kind, from, to, format, text);
        assertEquals(Optional.empty(), result.damage());
        assertEquals(text.toString().lines().count(), result.records());
        return text.toString();
    }

    private RecordedGeneration generation() {
        return Journal.reading(folder).read(1);
    }

    private static String orderId(final long sequence) {
        return new ClientOrderId().set(1, 1, sequence, 0x500).toString();
    }
}
