using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Schema.Defaults;

namespace Fairway.Schema.Custom;

/// <summary>One of <c>x-kubernetes-validations</c>: an expression that must be true of a value.</summary>
public sealed record SchemaRule
{
    /// <summary>The expression.</summary>
    public required string Rule { get; init; }

    /// <summary>What is said where it is false; empty for the rule itself.</summary>
    public string Message { get; init; } = "";

    /// <summary>An expression that makes the message; empty for none.</summary>
    public string MessageExpression { get; init; } = "";

    /// <summary>Reason of the error; null for FieldValueInvalid.</summary>
    public string? Reason { get; init; }

    /// <summary>Path, from the value, of the field that is at fault; empty for the value itself.</summary>
    public string FieldPath { get; init; } = "";

    /// <summary>Whether <c>oldSelf</c> is an optional, and the rule holds for new values too; null where it is not
    /// said.</summary>
    public bool? OptionalOldSelf { get; init; }

    /// <summary>The rules of a schema.</summary>
    public static ImmutableArray<SchemaRule> ReadAll(JsonObject schema) =>
        [.. schema.Each("x-kubernetes-validations").Select(Read)];

    private static SchemaRule Read(JsonObject rule) => new()
    {
        Rule = rule.Text("rule"),
        Message = rule.Text("message"),
        MessageExpression = rule.Text("messageExpression"),
        Reason = rule.Holds("reason") ? rule.Text("reason") : null,
        FieldPath = rule.Text("fieldPath"),
        OptionalOldSelf = rule["optionalOldSelf"] is JsonValue flag && flag.TryGetValue<bool>(out var optional)
            ? optional
            : null,
    };
}
