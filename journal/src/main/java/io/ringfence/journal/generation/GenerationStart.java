package io.ringfence.journal.generation;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.GenerationStartedDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.RecoveryOutcome;
import java.util.Optional;

/**
 * What a generation's first event says of its run.
 *
 * @param fresh             whether it went on from nothing
 * @param configurationHash of its settings
 * @param buildHash         of the engine and the plug-ins that ran it
 * @param strategiesHash    of its strategies' code
 */
public record GenerationStart(boolean fresh, long configurationHash, long buildHash, long strategiesHash) {
    /** Empty if the first event isn't there, or isn't that. */
    static Optional<GenerationStart> read(final LogReader events) {
        if (!events.next()
                || EventLayout.templateId(events.buffer(), events.offset()) != GenerationStartedDecoder.TEMPLATE_ID) {
            return Optional.empty();
        }
        final GenerationStartedDecoder started = new GenerationStartedDecoder()
                .wrapAndApplyHeader(events.buffer(), events.offset(), new MessageHeaderDecoder());
        final RecoveryOutcome recovery = started.recovery();
        return Optional.of(new GenerationStart(
                recovery == RecoveryOutcome.NOTHING || recovery == RecoveryOutcome.NULL_VAL,
                started.configurationHash(),
                started.buildHash(),
                started.strategiesHash()));
    }
}
