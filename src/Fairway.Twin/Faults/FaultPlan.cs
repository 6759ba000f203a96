using System.Text.Json;
using System.Text.Json.Serialization;
using Fairway.Schema.Durations;
using Fairway.Schema.Yaml;

namespace Fairway.Twin.Faults;

/// <summary>What goes wrong in a run, by rules. Delays of all rules that strike add up; of what else they do, the first
/// counts.</summary>
/// <param name="Rules">In order.</param>
public sealed record FaultPlan(IReadOnlyList<FaultRule> Rules)
{
    /// <summary>Nothing goes wrong.</summary>
    public static FaultPlan None { get; } = new([]);

    /// <summary>Reads a plan in YAML; see <c>docs/guides/simulation.md</c>. A name that is not known is
    /// refused.</summary>
    /// <exception cref="FaultPlanException">It is no such plan; the message says where and why.</exception>
    public static FaultPlan Parse(ReadOnlySpan<byte> yaml)
    {
        try
        {
            var plan = JsonSerializer.Deserialize(YamlReader.ReadObject(yaml), FaultPlanJson.Default.FaultPlan)!;
            for (var index = 0; index < plan.Rules.Count; index++)
            {
                Check(plan.Rules[index], $"rules[{index}]");
            }

            return plan;
        }
        catch (YamlFormatException e)
        {
            throw new FaultPlanException(e.Message, e);
        }
        catch (JsonException e)
        {
            var where = e.Path is { Length: > 2 } field ? $"{field[2..]}: " : "";
            throw new FaultPlanException(where + e.Message.Split(" Path: ", 2)[0].TrimEnd('.'), e);
        }
    }

    private static void Check(FaultRule rule, string where)
    {
        var wrong = rule switch
        {
            { Probability: < 0 or > 1 or double.NaN } => "probability: must be between 0 and 1",
            { After: < 0 } => "after: must not be below 0",
            { Times: < 0 } => "times: must not be below 0",
            { Until: { } until, From: { } from } when until <= from => "until: must be later than from",
            { Delay: { } delay } when delay.Least < TimeSpan.Zero || delay.Most < delay.Least =>
                "delay: most must not be below least, nor least below 0",
            { Do: FaultEffect.Refuse or FaultEffect.FailAfterwards, Status: not (>= 400 and < 600) } =>
                $"status: {rule.Do} needs one between 400 and 599",
            { Delay: null, Do: FaultEffect.Delay or FaultEffect.DelayAnswer } => $"delay: {rule.Do} needs one",
            { Delay: null, Do: FaultEffect.DelayEvent or FaultEffect.HoldEvent } => $"delay: {rule.Do} needs one",
            _ => null,
        };
        if (wrong is not null)
        {
            throw new FaultPlanException($"{where}.{wrong}");
        }
    }
}

/// <summary>Strict: a misspelt name must not be a fault that never happens.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true,
    Converters = [typeof(GoDurationConverter)])]
[JsonSerializable(typeof(FaultPlan))]
internal sealed partial class FaultPlanJson : JsonSerializerContext;

/// <summary>Times as <c>50ms</c> or <c>1h30m</c>.</summary>
internal sealed class GoDurationConverter : JsonConverter<TimeSpan>
{
    private const long NanosecondsPerTick = 100;

    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && GoDuration.TryParse(reader.GetString()!, out var nanoseconds)
            ? new TimeSpan(nanoseconds / NanosecondsPerTick)
            : throw new JsonException("a time such as 50ms or 1h30m is wanted");

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(GoDuration.Print(value.Ticks * NanosecondsPerTick));
}
