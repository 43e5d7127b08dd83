package io.ringfence.engine.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Makes a record of a YAML tree: a key per component, by name. Strict: an unknown, double or missing key and a value of
 * another type are mistakes with a line. Not for text from strangers: it trusts the record, not the text.
 */
final class RecordBinder {
    private static final String STRATEGIES = "strategies";
    private static final String FORMER_STRATEGY = "strategy";

    private final ConfigText text;
    private final StopFiles stopFiles;

    private RecordBinder(final ConfigText text, final StopFiles stopFiles) {
        this.text = text;
        this.stopFiles = stopFiles;
    }

    /** Binds a file that names stop profiles: these are read, too. */
    static EngineConfig bindEngine(final ConfigText text, final StopFiles stopFiles) {
        return (EngineConfig) new RecordBinder(text, stopFiles).record(text.root(), EngineConfig.class, "");
    }

    /** @throws ConfigException with the first mistake of the file. */
    static <R extends Record> R bind(final ConfigText text, final Class<R> type) {
        return type.cast(new RecordBinder(text, null).record(text.root(), type, ""));
    }

    private Object value(final Node node, final Type type, final String path) {
        if (type instanceof ParameterizedType generic) {
            return generic(node, generic, path);
        }
        final Class<?> target = (Class<?>) type;
        if (target == LayoutChoice.class && node instanceof SequenceNode rows) {
            return rows(rows, path);
        }
        if (target == StopProfiles.class) {
            return stops(node, path);
        }
        if (target == StrategyParameters.class) {
            return parameters(node, path);
        }
        if (target == RiskSettings.class) {
            return risk(node, path);
        }
        if (target == RiskLimits.class) {
            return limits(node, path, RiskLimit.keys());
        }
        if (target.isRecord() && !hasTextForm(target)) {
            return record(node, target, path);
        }
        return scalar(target, path, scalarNode(node, target, path));
    }

    private Object generic(final Node node, final ParameterizedType type, final String path) {
        final Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return Optional.of(value(node, arguments[0], path));
        }
        if (type.getRawType() == List.class) {
            return list(node, arguments[0], path);
        }
        assert type.getRawType() == Map.class : "type=" + type + " path=" + path;
        return map(node, arguments[1], path);
    }

    private List<Object> list(final Node node, final Type elementType, final String path) {
        if (isAll(node, path)) {
            return List.of(InstrumentChoice.ALL);
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw text.mistake(node, named(path, node) + ": must be a list, as in [a, b]");
        }
        final List<Object> values = new ArrayList<>();
        for (final Node element : sequence.getValue()) {
            final String elementPath = path + "[" + values.size() + "]";
            text.at(elementPath, element);
            values.add(value(element, elementType, elementPath));
        }
        return values;
    }

    private static boolean isAll(final Node node, final String path) {
        return path.equals("instruments")
                && node instanceof ScalarNode scalar
                && scalar.getValue().equals(InstrumentChoice.ALL);
    }

    private Map<String, Object> map(final Node node, final Type valueType, final String path) {
        final Map<String, Object> values = new LinkedHashMap<>();
        keys(node, path, "as in {a: 1, b: 2}")
                .forEach((key, tuple) -> values.put(key, value(tuple.getValueNode(), valueType, child(path, key))));
        return values;
    }

    private LayoutChoice rows(final SequenceNode node, final String path) {
        final List<List<String>> rows = new ArrayList<>();
        for (final Node row : node.getValue()) {
            final List<String> stages = new ArrayList<>();
            list(row, String.class, path + "[" + rows.size() + "]").forEach(stage -> stages.add((String) stage));
            rows.add(stages);
        }
        try {
            return LayoutChoice.ofRows(rows);
        } catch (final IllegalArgumentException e) {
            throw text.mistake(node, path + ": " + e.getMessage());
        }
    }

    private StopProfiles stops(final Node node, final String path) {
        if (keys(node, path, "as in {profile: atr-trail}").containsKey(FormerStopSettings.FIRST_KEY)) {
            final FormerStopSettings former = (FormerStopSettings) record(node, FormerStopSettings.class, path);
            return StopProfiles.of(FormerStopSettings.NAME, former.profile());
        }
        final StopSettings settings = (StopSettings) record(node, StopSettings.class, path);
        final Map<String, StopProfiles.Choice> byInstrument = new LinkedHashMap<>();
        settings.byInstrument()
                .forEach((symbol, name) -> byInstrument.put(symbol, stop(name, child(path, "byInstrument." + symbol))));
        return new StopProfiles(stop(settings.profile(), child(path, "profile")), byInstrument, 0);
    }

    private StopProfiles.Choice stop(final String name, final String key) {
        try {
            return stopFiles.load(name, key);
        } catch (final InvalidSetting missing) {
            throw text.mistake(missing);
        }
    }

    /** Limits are keys beside the others. */
    private RiskSettings risk(final Node node, final String path) {
        final RecordComponent[] rest = RiskConduct.class.getRecordComponents();
        final RecordComponent[] parts = RiskSettings.class.getRecordComponents();
        final List<String> allowed = new ArrayList<>(RiskLimit.keys());
        Stream.of(rest).map(RecordComponent::getName).forEach(allowed::add);
        Stream.of(parts)
                .filter(RecordBinder::isOfExceptions)
                .map(RecordComponent::getName)
                .forEach(allowed::add);
        final RiskLimits stated = limits(node, path, allowed);
        final Map<String, NodeTuple> keys = keys(node, path, "with limits");
        for (final RiskLimit limit : RiskLimit.values()) {
            if (limit.standard().isEmpty() && !keys.containsKey(limit.key())) {
                throw text.mistake(node, "missing key '" + child(path, limit.key()) + "'");
            }
        }
        final Object[] values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] = isOfExceptions(parts[i]) ? exceptions(parts[i], keys, path) : null;
        }
        values[0] = stated.over(RiskLimits.standard());
        values[parts.length - 1] = conduct(rest, keys, node, path);
        return (RiskSettings) construct(RiskSettings.class, parts, values, node);
    }

    private static boolean isOfExceptions(final RecordComponent part) {
        return part.getType() == Map.class;
    }

    private Object exceptions(final RecordComponent part, final Map<String, NodeTuple> keys, final String path) {
        final NodeTuple written = keys.get(part.getName());
        return written == null
                ? Map.of()
                : value(written.getValueNode(), part.getGenericType(), child(path, part.getName()));
    }

    private Object conduct(
            final RecordComponent[] rest, final Map<String, NodeTuple> keys, final Node node, final String path) {
        final Object[] values = new Object[rest.length];
        for (int i = 0; i < rest.length; i++) {
            values[i] = component(rest[i], keys.get(rest[i].getName()), node, path);
        }
        return construct(RiskConduct.class, rest, values, node);
    }

    private RiskLimits limits(final Node node, final String path, final List<String> allowed) {
        RiskLimits limits = RiskLimits.NONE;
        final Map<String, NodeTuple> keys = keys(node, path, "with limits");
        for (final Map.Entry<String, NodeTuple> written : keys.entrySet()) {
            final String key = written.getKey();
            checkKnown(key, written.getValue().getKeyNode(), path, allowed);
            final Optional<RiskLimit> limit = RiskLimit.of(key);
            if (limit.isPresent()) {
                limits = limit(limits, limit.get(), written.getValue().getValueNode(), child(path, key));
            }
        }
        return limits;
    }

    private RiskLimits limit(final RiskLimits limits, final RiskLimit limit, final Node node, final String path) {
        try {
            return limits.with(limit, scalarNode(node, String.class, path).getValue(), path);
        } catch (final InvalidSetting invalid) {
            throw text.mistake(invalid);
        }
    }

    private Object record(final Node node, final Class<?> type, final String path) {
        final RecordComponent[] components = type.getRecordComponents();
        final List<String> allowed = allowed(components);
        final Map<String, NodeTuple> keys = keys(node, path, "with keys of: " + String.join(", ", allowed));
        keys.forEach((key, tuple) -> checkKnown(key, tuple.getKeyNode(), path, allowed));
        final Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = components[i].getType() == Strategies.class
                    ? strategies(keys, node)
                    : component(components[i], keys.get(components[i].getName()), node, path);
        }
        return construct(type, components, values, node);
    }

    private static List<String> allowed(final RecordComponent[] components) {
        final List<String> allowed = new ArrayList<>();
        for (final RecordComponent component : components) {
            allowed.add(component.getName());
            if (component.getType() == Strategies.class) {
                allowed.add(FORMER_STRATEGY);
            }
        }
        return allowed;
    }

    /** The list of strategies, or the section that there was when there was but one. */
    private Strategies strategies(final Map<String, NodeTuple> keys, final Node file) {
        final NodeTuple list = keys.get(STRATEGIES);
        final NodeTuple former = keys.get(FORMER_STRATEGY);
        if (list != null && former != null) {
            throw text.mistake(former.getKeyNode(), FORMER_STRATEGY + ": not beside " + STRATEGIES);
        }
        if (list == null && former == null) {
            throw text.mistake(file, "missing key '" + STRATEGIES + "'");
        }
        try {
            return former == null
                    ? strategies(list.getValueNode())
                    : formerStrategy(former.getValueNode(), keys.get("indicators"), file);
        } catch (final InvalidSetting invalid) {
            throw text.mistake(invalid);
        }
    }

    private Strategies strategies(final Node node) {
        final List<StrategyChoice> choices = new ArrayList<>();
        for (final Object settings : list(node, StrategySettings.class, STRATEGIES)) {
            final String key = STRATEGIES + "[" + choices.size() + "].parameters.";
            choices.add(StrategyChoice.of(key, (StrategySettings) settings));
        }
        return new Strategies(choices);
    }

    private Strategies formerStrategy(final Node node, final NodeTuple indicators, final Node file) {
        if (indicators == null) {
            throw text.mistake(file, "missing key 'indicators'");
        }
        final FormerStrategySettings former =
                (FormerStrategySettings) record(node, FormerStrategySettings.class, FORMER_STRATEGY);
        return former.strategies(
                (IndicatorSettings) record(indicators.getValueNode(), IndicatorSettings.class, "indicators"));
    }

    private StrategyParameters parameters(final Node node, final String path) {
        final Map<String, String> values = new LinkedHashMap<>();
        gather(node, path, "", values);
        return new StrategyParameters(values);
    }

    private void gather(final Node node, final String path, final String prefix, final Map<String, String> values) {
        keys(node, path, "as in {length: 14}").forEach((key, tuple) -> {
            final Node value = tuple.getValueNode();
            if (value instanceof MappingNode) {
                gather(value, child(path, key), prefix + key + ".", values);
            } else {
                values.put(
                        prefix + key,
                        scalarNode(value, String.class, child(path, key)).getValue());
            }
        });
    }

    private Object component(
            final RecordComponent component, final NodeTuple written, final Node section, final String path) {
        final String key = child(path, component.getName());
        if (written != null) {
            return value(written.getValueNode(), component.getGenericType(), key);
        }
        if (component.getType() == Optional.class) {
            return Optional.empty();
        }
        final Default standard = component.getAnnotation(Default.class);
        if (standard == null) {
            throw text.mistake(section, "missing key '" + key + "'");
        }
        return new RecordBinder(text, stopFiles)
                .value(ConfigText.nodeOf(standard.value()), component.getGenericType(), key);
    }

    private Map<String, NodeTuple> keys(final Node node, final String path, final String form) {
        if (!(node instanceof MappingNode mapping)) {
            throw text.mistake(node, named(path, node) + ": must be a section " + form);
        }
        final Map<String, NodeTuple> keys = new LinkedHashMap<>();
        for (final NodeTuple tuple : mapping.getValue()) {
            final Node keyNode = tuple.getKeyNode();
            if (!(keyNode instanceof ScalarNode scalar)) {
                throw text.mistake(keyNode, "a key must be a plain word");
            }
            final String key = scalar.getValue();
            final NodeTuple first = keys.putIfAbsent(key, tuple);
            if (first != null) {
                throw text.mistake(
                        keyNode,
                        "duplicate key '" + child(path, key) + "'; first in line "
                                + ConfigText.line(first.getKeyNode()));
            }
            text.at(child(path, key), keyNode);
        }
        return keys;
    }

    private void checkKnown(final String key, final Node keyNode, final String path, final List<String> allowed) {
        if (!allowed.contains(key)) {
            throw text.mistake(
                    keyNode,
                    "unknown key '" + child(path, key) + "'; allowed here: " + String.join(", ", allowed)
                            + Suggestion.of(key, allowed)
                            + RefusedKeys.reason(key));
        }
    }

    private Object construct(
            final Class<?> type, final RecordComponent[] components, final Object[] values, final Node node) {
        try {
            final Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            final Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (final InvocationTargetException e) {
            throw translated(e.getCause(), node);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException("type=" + type, e);
        }
    }

    private RuntimeException translated(final Throwable cause, final Node node) {
        if (cause instanceof InvalidSetting invalid) {
            return text.mistake(invalid);
        }
        if (cause instanceof IllegalArgumentException) {
            return text.mistake(node, cause.getMessage());
        }
        return new IllegalStateException("line=" + ConfigText.line(node), cause);
    }

    private ScalarNode scalarNode(final Node node, final Class<?> target, final String path) {
        if (!(node instanceof ScalarNode scalar)) {
            throw text.mistake(node, path + ": must be " + form(target) + ", not a list or section");
        }
        if (scalar.getTag().equals(Tag.NULL)) {
            throw text.mistake(node, path + ": has no value; must be " + form(target));
        }
        return scalar;
    }

    private Object scalar(final Class<?> target, final String path, final ScalarNode node) {
        final String written = node.getValue();
        try {
            return parsed(target, written);
        } catch (final NumberFormatException e) {
            throw text.mistake(node, path + "=" + written + ": must be " + form(target));
        } catch (final IllegalArgumentException e) {
            throw text.mistake(node, path + ": " + e.getMessage());
        }
    }

    private Object parsed(final Class<?> target, final String written) {
        if (target == String.class) {
            return written;
        }
        if (target == int.class || target == Integer.class) {
            return Integer.parseInt(written);
        }
        if (target == double.class) {
            return new BigDecimal(written).doubleValue();
        }
        if (target == BigDecimal.class) {
            return new BigDecimal(written);
        }
        if (target == boolean.class) {
            return bool(written);
        }
        if (target == URI.class) {
            return URI.create(written);
        }
        if (target == Path.class) {
            return Path.of(written);
        }
        return target.isEnum() ? constant(target, written) : fromText(target, written);
    }

    private static boolean bool(final String written) {
        if (!written.equals("true") && !written.equals("false")) {
            throw new IllegalArgumentException("'" + written + "' must be true or false");
        }
        return written.equals("true");
    }

    private static Object constant(final Class<?> target, final String written) {
        final List<String> allowed = new ArrayList<>();
        for (final Object constant : target.getEnumConstants()) {
            final String name = Names.of((Enum<?>) constant);
            if (name.equals(written)) {
                return constant;
            }
            allowed.add(name);
        }
        throw new IllegalArgumentException("'" + written + "' is unknown; allowed: " + String.join(", ", allowed)
                + Suggestion.of(written, allowed));
    }

    private static Object fromText(final Class<?> target, final String written) {
        try {
            return textForm(target).invoke(null, written);
        } catch (final InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause().getMessage(), e.getCause());
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException("type=" + target, e);
        }
    }

    private static boolean hasTextForm(final Class<?> target) {
        return Arrays.stream(target.getMethods())
                .anyMatch(method -> method.getName().equals("valueOf") && method.getParameterCount() == 1);
    }

    private static Method textForm(final Class<?> target) throws NoSuchMethodException {
        return target.getMethod("valueOf", String.class);
    }

    private static String form(final Class<?> target) {
        if (target == int.class || target == Integer.class) {
            return "a whole number";
        }
        if (target == double.class || target == BigDecimal.class) {
            return "a number";
        }
        if (target == boolean.class) {
            return "true or false";
        }
        if (target.isEnum()) {
            return "one of " + String.join(", ", Names.all(target));
        }
        return "a single value";
    }

    private static String named(final String path, final Node node) {
        final String name = path.isEmpty() ? "the file" : path;
        return node instanceof ScalarNode scalar && !scalar.getValue().isEmpty() && scalar.isPlain()
                ? name + "=" + scalar.getValue()
                : name;
    }

    private static String child(final String path, final String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
