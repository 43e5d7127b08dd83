package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.gateway.matching.MarginTerms;
import io.ringfence.gateway.matching.MatchingModel;
import io.ringfence.gateway.matching.MatchingRules;
import io.ringfence.gateway.matching.Position;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.number.Money;

/**
 * Leverage and margin type, by the rules of {@code /fapi/v1/leverage}, {@code marginType} and {@code symbolConfig}; and what the venue's
 * operator may do to positions: have them pay funding more often, take them from their owners. Owned by the venue's event loop.
 */
final class MarginDesk {
    private static final String MOST = "1000000000";

    private final MatchingModel model;
    private final PlayedMarket market;
    private final UserStreams users;
    private boolean hedged;

    MarginDesk(final MatchingModel model, final PlayedMarket market, final UserStreams users) {
        this.model = model;
        this.market = market;
        this.users = users;
    }

    void leverage(final TradingAccount account, final Parameters parameters, final Answer answer) throws VenueRefusal {
        final Instrument instrument = instrument(parameters);
        final long leverage = parameters.requiredNumber("leverage");
        if (leverage < 1 || leverage > MatchingRules.MAX_LEVERAGE) {
            throw new VenueRefusal(-4028, "Leverage " + leverage + " is not valid");
        }
        model.terms(
                account.id(),
                instrument.id(),
                account.state().terms(instrument.id()).withLeverage((int) leverage));
        answer.result(Json.NODES
                .objectNode()
                .put("leverage", leverage)
                .put("maxNotionalValue", MOST)
                .put("symbol", instrument.symbol()));
        tell(account, instrument, leverage);
    }

    private void tell(final TradingAccount account, final Instrument instrument, final long leverage) {
        final long timeMs = market.timeNs() / 1_000_000;
        final ObjectNode event = Json.NODES
                .objectNode()
                .put("e", "ACCOUNT_CONFIG_UPDATE")
                .put("E", timeMs)
                .put("T", timeMs);
        event.putObject("ac").put("s", instrument.symbol()).put("l", leverage);
        users.send(account.id(), event);
    }

    void marginType(final TradingAccount account, final Parameters parameters, final Answer answer)
            throws VenueRefusal {
        final Instrument instrument = instrument(parameters);
        final boolean isolated = isIsolated(parameters.required("marginType"));
        final MarginTerms terms = account.state().terms(instrument.id());
        if (terms.isolated() == isolated) {
            throw new VenueRefusal(-4046, "No need to change margin type.");
        }
        if (!model.openOrders(account.id(), instrument.id()).isEmpty()) {
            throw new VenueRefusal(-4047, "Margin type cannot be changed if there exists open orders.");
        }
        final Position position = account.state().position(instrument.id());
        if (position != null && position.quantity() != 0) {
            throw new VenueRefusal(-4048, "Margin type cannot be changed if there exists position.");
        }
        model.terms(account.id(), instrument.id(), terms.withIsolated(isolated));
        answer.result(Json.NODES.objectNode().put("code", 200).put("msg", "success"));
    }

    private static boolean isIsolated(final String word) throws VenueRefusal {
        return switch (word) {
            case "ISOLATED" -> true;
            case "CROSSED" -> false;
            default -> throw new VenueRefusal(-4049, "Invalid margin type.");
        };
    }

    void symbolConfig(final TradingAccount account, final Parameters parameters, final Answer answer)
            throws VenueRefusal {
        final ArrayNode rows = Json.NODES.arrayNode();
        if (parameters.has("symbol")) {
            add(rows, account, instrument(parameters));
        } else {
            market.symbols(MarketKind.USDM).forEach(symbol -> add(rows, account, symbol.instrument()));
        }
        answer.result(rows);
    }

    private static void add(final ArrayNode rows, final TradingAccount account, final Instrument instrument) {
        final MarginTerms terms = account.state().terms(instrument.id());
        rows.addObject()
                .put("symbol", instrument.symbol())
                .put("marginType", terms.isolated() ? "ISOLATED" : "CROSSED")
                .put("isAutoAddMargin", false)
                .put("leverage", terms.leverage())
                .put("maxNotionalValue", MOST);
    }

    /** Whether positions are held for each side; what trades here is held in one-way mode whatever it says. */
    void positionSide(final TradingAccount account, final Parameters parameters, final Answer answer) {
        answer.result(Json.NODES.objectNode().put("dualSidePosition", hedged));
    }

    /** For whoever plays the venue's operator: what {@link #positionSide} says from now on. */
    void hedged(final boolean isHedged) {
        hedged = isHedged;
    }

    /** For whoever plays the venue's operator: funding of {@code rate} every {@code intervalMs} of market time. */
    void funding(final Parameters parameters) throws VenueRefusal {
        final boolean negative = parameters.required("rate").startsWith("-");
        if (negative) {
            parameters.put("rate", parameters.required("rate").substring(1));
        }
        final long rate = parameters.requiredDecimal("rate", Money.SCALE);
        market.funding().change(Math.max(1, parameters.requiredNumber("intervalMs")), negative ? -rate : rate);
    }

    /** As above: every account's position is taken by so much. */
    void deleverage(final Parameters parameters, final Iterable<TradingAccount> accounts) throws VenueRefusal {
        final Instrument instrument = instrument(parameters);
        final long quantity = parameters.requiredDecimal("quantity", instrument.quantityScale());
        accounts.forEach(account -> model.deleverage(account.id(), instrument.id(), quantity));
    }

    private Instrument instrument(final Parameters parameters) throws VenueRefusal {
        return market.require(MarketKind.USDM, parameters.required("symbol")).instrument();
    }
}
