using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fairway.Delivery.Changes;

/// <summary>What the guard says of a change.</summary>
[JsonConverter(typeof(ChangeVerdictConverter))]
public enum ChangeVerdict
{
    /// <summary>Ordinary: the plan's approval is enough.</summary>
    Allow,

    /// <summary>Holds its cluster until the Release approves it.</summary>
    NeedsApproval,

    /// <summary>Not written: the live value stays.</summary>
    KeepLive,

    /// <summary>Never done: its cluster stays as it is.</summary>
    Refuse,
}

/// <summary>Writes verdicts by name, and reads the names that older plans have too.</summary>
public sealed class ChangeVerdictConverter : JsonConverter<ChangeVerdict>
{
    /// <inheritdoc/>
    public override ChangeVerdict Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() switch
        {
            nameof(ChangeVerdict.Allow) or "Safe" => ChangeVerdict.Allow,
            nameof(ChangeVerdict.NeedsApproval) or "Danger" or "Irreversible" => ChangeVerdict.NeedsApproval,
            nameof(ChangeVerdict.KeepLive) => ChangeVerdict.KeepLive,
            nameof(ChangeVerdict.Refuse) or "Refused" => ChangeVerdict.Refuse,
            var word => throw new JsonException($"\"{word}\" is no verdict."),
        };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ChangeVerdict value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
