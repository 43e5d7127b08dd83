package io.ringfence.gateway.simulated;

import io.ringfence.gateway.matching.OrderRequest;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TimeInForce;
import java.util.regex.Pattern;

/** Reads an order from its parameters, by the rules of {@code POST /fapi/v1/order}. */
final class OrderParser {
    private static final Pattern CLIENT_ORDER_ID = Pattern.compile("[.A-Z:/a-z0-9_-]{1,36}");

    private final PlayedMarket market;
    private long generatedIds;

    OrderParser(final PlayedMarket market) {
        this.market = market;
    }

    /** @throws VenueRefusal with the code that the venue has for what is wrong */
    OrderRequest parse(final long requestId, final int account, final Parameters parameters) throws VenueRefusal {
        final Instrument instrument =
                market.require(MarketKind.USDM, parameters.required("symbol")).instrument();
        final Side side = side(parameters.required("side"));
        final OrderType type = type(parameters.required("type"));
        refuseUnsupported(parameters);
        final boolean market = type == OrderType.MARKET;
        return new OrderRequest(
                requestId,
                account,
                instrument.id(),
                clientOrderId(parameters),
                side,
                type,
                market ? TimeInForce.GTC : timeInForce(parameters.required("timeInForce")),
                market ? 0 : parameters.requiredDecimal("price", instrument.priceScale()),
                parameters.requiredDecimal("quantity", instrument.quantityScale()),
                parameters.flag("reduceOnly"),
                selfTrade(parameters));
    }

    /** Both kinds of the venue have these words. */
    static String selfTrade(final Parameters parameters) throws VenueRefusal {
        final String mode = parameters.text("selfTradePreventionMode", OrderRequest.STANDARD_SELF_TRADE);
        return switch (mode) {
            case "NONE", "EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH" -> mode;
            default -> throw new VenueRefusal(-1130, "Data sent for parameter 'selfTradePreventionMode' is not valid.");
        };
    }

    private String clientOrderId(final Parameters parameters) throws VenueRefusal {
        if (!parameters.has("newClientOrderId")) {
            return "venue-" + ++generatedIds;
        }
        final String id = parameters.text("newClientOrderId");
        if (!CLIENT_ORDER_ID.matcher(id).matches()) {
            throw new VenueRefusal(-4015, "Client order id is not valid.");
        }
        return id;
    }

    private static void refuseUnsupported(final Parameters parameters) throws VenueRefusal {
        if (!parameters.text("positionSide", "BOTH").equals("BOTH")) {
            throw new VenueRefusal(-4061, "Order's position side does not match user's setting.");
        }
        for (final String name : new String[] {"priceMatch", "goodTillDate"}) {
            if (parameters.has(name) && !parameters.text(name).equals("NONE")) {
                throw VenueRefusal.unsupported(name);
            }
        }
    }

    private static Side side(final String text) throws VenueRefusal {
        return switch (text) {
            case "BUY" -> Side.BUY;
            case "SELL" -> Side.SELL;
            default -> throw new VenueRefusal(-1117, "Invalid side.");
        };
    }

    private static OrderType type(final String text) throws VenueRefusal {
        return switch (text) {
            case "MARKET" -> OrderType.MARKET;
            case "LIMIT" -> OrderType.LIMIT;
            case "STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET" ->
                throw new VenueRefusal(
                        -4120,
                        "Order type not supported for this endpoint. Please use the Algo Order API endpoints instead.");
            default -> throw new VenueRefusal(-1116, "Invalid orderType.");
        };
    }

    private static TimeInForce timeInForce(final String text) throws VenueRefusal {
        return switch (text) {
            case "GTC" -> TimeInForce.GTC;
            case "IOC" -> TimeInForce.IOC;
            case "FOK" -> TimeInForce.FOK;
            case "GTX" -> TimeInForce.GTX;
            default -> throw new VenueRefusal(-1115, "Invalid timeInForce.");
        };
    }
}
