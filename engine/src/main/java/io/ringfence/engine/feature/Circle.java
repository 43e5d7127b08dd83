package io.ringfence.engine.feature;

/**
 * Sine and cosine of an angle, kept until another is asked for: all instruments' bars close at the same times.
 * Belongs to the thread of its feature; what it answers depends on what is asked alone.
 */
final class Circle {
    private double angle;
    private double sin;
    private double cos = 1;

    Circle at(final double newAngle) {
        if (newAngle != angle) {
            angle = newAngle;
            sin = StrictMath.sin(newAngle);
            cos = StrictMath.cos(newAngle);
        }
        return this;
    }

    double sin() {
        return sin;
    }

    double cos() {
        return cos;
    }
}
