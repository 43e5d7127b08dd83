package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/** An answer that meets with something on its way. */
record AlteredAnswer(Answer answer, Consumer<Runnable> delivery) implements Answer {
    @Override
    public void result(final JsonNode result) {
        delivery.accept(() -> answer.result(result));
    }

    @Override
    public void refuse(final VenueRefusal refusal) {
        delivery.accept(() -> answer.refuse(refusal));
    }

    @Override
    public void lose() {
        answer.lose();
    }

    @Override
    public void cut() {
        answer.cut();
    }

    @Override
    public boolean mayRepeat() {
        return answer.mayRepeat();
    }
}
