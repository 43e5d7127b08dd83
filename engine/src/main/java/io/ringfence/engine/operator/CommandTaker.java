package io.ringfence.engine.operator;

/** Carries out what an operator asks. Called from the socket's thread, one command at a time, but for {@link OperatorCommand#ADD}: that waits for the venue, and comes from a thread of its own. */
@FunctionalInterface
public interface CommandTaker {
    /**
     * What became of a command.
     *
     * @param epoch    the running generation
     * @param sequence of the last event that it became; all stages are done with it
     */
    record Done(int epoch, long sequence) {}

    /**
     * Carries out {@code command}.
     *
     * @param symbol of the instrument that it is about; empty where it is about none
     * @return when every stage is done with the command
     * @throws CommandRefused if the engine has halted, is stopping, or doesn't get to it in time
     */
    Done take(OperatorCommand command, String symbol) throws CommandRefused, InterruptedException;
}
