using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Validation;

namespace Fairway.Twin.Api.Kinds;

/// <summary>
/// Kinds whose rules are said by functions of the whole object; what else they do differently is said beside.
/// </summary>
/// <param name="check">Checks an object, new or changed.</param>
internal sealed class ObjectRules(Action<Field> check) : KindRules
{
    /// <summary>Compares a change with what was.</summary>
    public Action<Field, Field>? Keep { get; init; }

    /// <summary>Whether a change is only compared, and not checked.</summary>
    public bool OnlyKeeps { get; init; }

    /// <summary>What only a new object is held to.</summary>
    public Action<Field>? CheckNew { get; init; }

    /// <summary>Checks a status that is written by itself against what was.</summary>
    public Action<Field, Field>? CheckStatus { get; init; }

    /// <summary>What a new object is warned of.</summary>
    public Func<Field, string?>? WarningOfNew { get; init; }

    /// <summary>Whether generations count.</summary>
    public bool HasGenerations { get; init; }

    /// <summary>What makes a new generation, where it is not the specification.</summary>
    public Func<JsonObject, JsonObject, bool>? Changes { get; init; }

    /// <summary>Whether a deletion answers the object.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>Whether a replacement must say what it replaces.</summary>
    public bool IsConditional { get; init; }

    /// <summary>Whether a write of the status leaves the metadata as they are.</summary>
    public bool KeepsMetadata { get; init; }

    /// <summary>What names must be.</summary>
    public Func<string, string?> Names { get; init; } = NameRules.Subdomain;

    /// <summary>Fills in what a new object has of the server.</summary>
    public Action<JsonObject, KindContext>? Begin { get; init; }

    public override bool CountsGenerations => HasGenerations;

    public override bool AnswersDeleted => IsAnswered;

    public override bool NeedsRevision => IsConditional;

    public override string? CheckName(string name) => Names(name);

    public override bool IsNewGeneration(JsonObject updated, JsonObject live) =>
        Changes?.Invoke(updated, live) ?? base.IsNewGeneration(updated, live);

    public override void PrepareForCreate(JsonObject obj, KindContext context) => Begin?.Invoke(obj, context);

    public override void PrepareForStatusUpdate(JsonObject updated, JsonObject live)
    {
        if (KeepsMetadata)
        {
            ObjectMeta.KeepAll(updated, live);
        }
    }

    public override void ValidateCreate(JsonObject obj, List<FieldError> errors)
    {
        var root = Field.Root(obj, errors);
        check(root);
        CheckNew?.Invoke(root);
    }

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
        var root = Field.Root(updated, errors);
        if (!OnlyKeeps)
        {
            check(root);
        }

        Keep?.Invoke(root, Field.Root(live, []));
    }

    public override void ValidateStatusUpdate(JsonObject updated, JsonObject live, List<FieldError> errors) =>
        CheckStatus?.Invoke(Field.Root(updated, errors), Field.Root(live, []));

    public override string? Warning(JsonObject obj) => WarningOfNew?.Invoke(Field.Root(obj, []));

    public override string? UpdateWarning(JsonObject updated, JsonObject live) => null;
}
