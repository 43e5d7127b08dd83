package io.ringfence.journal.dump;

import io.ringfence.journal.message.AccountChangedDecoder;
import io.ringfence.journal.message.AccountMarginDecoder;
import io.ringfence.journal.message.AlarmDecoder;
import io.ringfence.journal.message.AlgoReportDecoder;
import io.ringfence.journal.message.BalanceChangeDecoder;
import io.ringfence.journal.message.BalanceDecoder;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.BoundaryDecoder;
import io.ringfence.journal.message.CandleDecoder;
import io.ringfence.journal.message.CandleHistoryDecoder;
import io.ringfence.journal.message.ClockOffsetDecoder;
import io.ringfence.journal.message.ConnectionDecoder;
import io.ringfence.journal.message.DepthDecoder;
import io.ringfence.journal.message.DisasterCancelledDecoder;
import io.ringfence.journal.message.DisasterChangedDecoder;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.DiskStateDecoder;
import io.ringfence.journal.message.EngineLagDecoder;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.ForeignPositionDecoder;
import io.ringfence.journal.message.GenerationStartedDecoder;
import io.ringfence.journal.message.GuardedDecoder;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.InstrumentRankedDecoder;
import io.ringfence.journal.message.KillSwitchChangedDecoder;
import io.ringfence.journal.message.LeverageDecoder;
import io.ringfence.journal.message.ListeningDecoder;
import io.ringfence.journal.message.MarkPriceDecoder;
import io.ringfence.journal.message.NakedTimeDecoder;
import io.ringfence.journal.message.OperatorCommandDecoder;
import io.ringfence.journal.message.OrderAnswerDecoder;
import io.ringfence.journal.message.OrderCancelledDecoder;
import io.ringfence.journal.message.OrderChangedDecoder;
import io.ringfence.journal.message.OrderInDoubtDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderQueriedDecoder;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.ProfitStatedDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.ReconciledDecoder;
import io.ringfence.journal.message.RequestUseDecoder;
import io.ringfence.journal.message.RiskRejectDecoder;
import io.ringfence.journal.message.SendFailureDecoder;
import io.ringfence.journal.message.SeriesChangedDecoder;
import io.ringfence.journal.message.SeriesValuesDecoder;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.message.SnapshotRequestDecoder;
import io.ringfence.journal.message.StateHashDecoder;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.StopDisarmedDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.message.StopMovedDecoder;
import io.ringfence.journal.message.StrategyFailedDecoder;
import io.ringfence.journal.message.TakeProfitDecoder;
import io.ringfence.journal.message.TickDecoder;
import io.ringfence.journal.message.TradeDecoder;
import io.ringfence.journal.message.VenuePositionDecoder;
import java.util.Optional;
import org.agrona.collections.Int2ObjectHashMap;

/** What messages and stages are called in output. */
public final class RecordTypes {
    private static final String UNKNOWN = "unknown";
    private static final Int2ObjectHashMap<String> NAMES = new Int2ObjectHashMap<>();
    private static final String[] STAGES = {"journal", "portfolio", "indicators", "signals", "stops", "orders"};

    static {
        nameEvents();
        nameDecisions();
    }

    private RecordTypes() {}

    /** The message's name in lower camel case, {@code unknown} if this build knows no such template. */
    public static String name(final int templateId) {
        final String name = NAMES.get(templateId);
        return name == null ? UNKNOWN : name;
    }

    /** The name of a message as {@link #name} writes it, whatever its case; empty if there is none such. */
    public static Optional<String> named(final String text) {
        return NAMES.values().stream()
                .filter(name -> name.equalsIgnoreCase(text))
                .findFirst();
    }

    /** The stage that a decision's index names. */
    public static String stage(final int decisionIndex) {
        final int ordinal = decisionIndex >>> 8;
        return ordinal < STAGES.length ? STAGES[ordinal] : UNKNOWN;
    }

    private static void nameEvents() {
        NAMES.put(GenerationStartedDecoder.TEMPLATE_ID, "generationStarted");
        NAMES.put(InstrumentDefinitionDecoder.TEMPLATE_ID, "instrumentDefinition");
        NAMES.put(TradeDecoder.TEMPLATE_ID, "trade");
        NAMES.put(QuoteDecoder.TEMPLATE_ID, "quote");
        NAMES.put(MarkPriceDecoder.TEMPLATE_ID, "markPrice");
        NAMES.put(CandleDecoder.TEMPLATE_ID, "candle");
        NAMES.put(CandleHistoryDecoder.TEMPLATE_ID, "candleHistory");
        NAMES.put(InstrumentRankedDecoder.TEMPLATE_ID, "instrumentRanked");
        NAMES.put(SeriesChangedDecoder.TEMPLATE_ID, "seriesChanged");
        NAMES.put(SeriesValuesDecoder.TEMPLATE_ID, "seriesValues");
        NAMES.put(DepthDecoder.TEMPLATE_ID, "depth");
        NAMES.put(ExecutionReportDecoder.TEMPLATE_ID, "executionReport");
        NAMES.put(OrderAnswerDecoder.TEMPLATE_ID, "orderAnswer");
        NAMES.put(BalanceDecoder.TEMPLATE_ID, "balance");
        NAMES.put(VenuePositionDecoder.TEMPLATE_ID, "venuePosition");
        NAMES.put(TickDecoder.TEMPLATE_ID, "tick");
        NAMES.put(BoundaryDecoder.TEMPLATE_ID, "boundary");
        NAMES.put(ConnectionDecoder.TEMPLATE_ID, "connection");
        NAMES.put(OperatorCommandDecoder.TEMPLATE_ID, "operatorCommand");
        NAMES.put(SendFailureDecoder.TEMPLATE_ID, "sendFailure");
        NAMES.put(SnapshotRequestDecoder.TEMPLATE_ID, "snapshotRequest");
        NAMES.put(ClockOffsetDecoder.TEMPLATE_ID, "clockOffset");
        NAMES.put(OrderInDoubtDecoder.TEMPLATE_ID, "orderInDoubt");
        NAMES.put(ReconciledDecoder.TEMPLATE_ID, "reconciled");
        NAMES.put(AlgoReportDecoder.TEMPLATE_ID, "algoReport");
        NAMES.put(DiskStateDecoder.TEMPLATE_ID, "diskState");
        NAMES.put(RequestUseDecoder.TEMPLATE_ID, "requestUse");
        NAMES.put(EngineLagDecoder.TEMPLATE_ID, "engineLag");
        NAMES.put(AccountMarginDecoder.TEMPLATE_ID, "accountMargin");
        NAMES.put(BalanceChangeDecoder.TEMPLATE_ID, "balanceChange");
        NAMES.put(LeverageDecoder.TEMPLATE_ID, "leverage");
        NAMES.put(ListeningDecoder.TEMPLATE_ID, "listening");
    }

    private static void nameDecisions() {
        NAMES.put(PositionChangedDecoder.TEMPLATE_ID, "positionChanged");
        NAMES.put(BarClosedDecoder.TEMPLATE_ID, "barClosed");
        NAMES.put(SignalDecoder.TEMPLATE_ID, "signal");
        NAMES.put(StrategyFailedDecoder.TEMPLATE_ID, "strategyFailed");
        NAMES.put(StopArmedDecoder.TEMPLATE_ID, "stopArmed");
        NAMES.put(StopMovedDecoder.TEMPLATE_ID, "stopMoved");
        NAMES.put(StopHitDecoder.TEMPLATE_ID, "stopHit");
        NAMES.put(StopDisarmedDecoder.TEMPLATE_ID, "stopDisarmed");
        NAMES.put(OrderPlacedDecoder.TEMPLATE_ID, "orderPlaced");
        NAMES.put(OrderCancelledDecoder.TEMPLATE_ID, "orderCancelled");
        NAMES.put(OrderChangedDecoder.TEMPLATE_ID, "orderChanged");
        NAMES.put(RiskRejectDecoder.TEMPLATE_ID, "riskReject");
        NAMES.put(AlarmDecoder.TEMPLATE_ID, "alarm");
        NAMES.put(StateHashDecoder.TEMPLATE_ID, "stateHash");
        NAMES.put(OrderQueriedDecoder.TEMPLATE_ID, "orderQueried");
        NAMES.put(GuardedDecoder.TEMPLATE_ID, "guarded");
        NAMES.put(TakeProfitDecoder.TEMPLATE_ID, "takeProfit");
        NAMES.put(DisasterPlacedDecoder.TEMPLATE_ID, "disasterPlaced");
        NAMES.put(DisasterCancelledDecoder.TEMPLATE_ID, "disasterCancelled");
        NAMES.put(DisasterChangedDecoder.TEMPLATE_ID, "disasterChanged");
        NAMES.put(NakedTimeDecoder.TEMPLATE_ID, "nakedTime");
        NAMES.put(AccountChangedDecoder.TEMPLATE_ID, "accountChanged");
        NAMES.put(KillSwitchChangedDecoder.TEMPLATE_ID, "killSwitchChanged");
        NAMES.put(ProfitStatedDecoder.TEMPLATE_ID, "profitStated");
        NAMES.put(ForeignPositionDecoder.TEMPLATE_ID, "foreignPosition");
    }
}
