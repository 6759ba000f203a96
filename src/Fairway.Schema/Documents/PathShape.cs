using Fairway.Schema.Resources;

namespace Fairway.Schema.Documents;

/// <summary>One path of one resource.</summary>
/// <param name="Row">The resource.</param>
/// <param name="Part">The subresource, or null.</param>
/// <param name="Path">The path with its parameters in braces.</param>
/// <param name="OfObject">True where the path names one object, false where it names a collection.</param>
internal sealed record PathShape(ResourceType Row, Subresource? Part, string Path, bool OfObject)
{
    private static readonly string[] AllPatches =
    [
        "application/apply-patch+yaml",
        "application/json-patch+json",
        "application/merge-patch+json",
        "application/strategic-merge-patch+json",
    ];

    /// <summary>The path over all namespaces only lists.</summary>
    public IReadOnlyList<Operation> Operations
    {
        get
        {
            var verbs = Part?.Verbs ?? Row.Verbs;
            var offered = OfObject ? Operation.OnObject : Operation.OnCollection;
            return [.. offered.Where(o => verbs.Contains(o.Verb)
                && (Part is not null || !OfObject || o.Verb != "create") && (!OverAll || o.Verb == "list"))];
        }
    }

    /// <summary>The kinds of patch that the path takes: merging by the schema's keys is for built-in kinds.</summary>
    public string[] PatchTypes => Row.Custom is null ? AllPatches : [.. AllPatches.SkipLast(1)];

    public IEnumerable<string> PathParameters
    {
        get
        {
            if (OfObject)
            {
                yield return "name";
            }

            if (Path.Contains("{namespace}", StringComparison.Ordinal))
            {
                yield return "namespace";
            }
        }
    }

    public GroupVersionKind Kind =>
        Part is null ? new(Row.Group, Row.Version, Row.Kind) : new(Part.Group, Part.Version, Part.Kind);

    /// <summary><c>apps_v1</c>; the first part of a group's name stands for it.</summary>
    public string Tag => $"{GroupPart}_{Row.Version}";

    private bool OverAll => Row.Namespaced && !Path.Contains("{namespace}", StringComparison.Ordinal);

    private string GroupPart => Row.Group.Length == 0 ? "core" : Row.Group.Split('.')[0];

    private string Definition => Part is null ? DefinitionNames.Of(Row) : DefinitionNames.Of(Row, Part);

    public string IdOf(Operation operation)
    {
        var verb = operation.Verb switch
        {
            "get" => "read",
            "update" => "replace",
            "deletecollection" => "deleteCollection",
            _ => operation.Verb,
        };
        var group = $"{char.ToUpperInvariant(GroupPart[0])}{GroupPart[1..]}";
        var version = $"{char.ToUpperInvariant(Row.Version[0])}{Row.Version[1..]}";
        var part = Part is null ? "" : $"{char.ToUpperInvariant(Part.Name[0])}{Part.Name[1..]}";
        var scope = Row.Namespaced && !OverAll ? "Namespaced" : "";
        return $"{verb}{group}{version}{scope}{Row.Kind}{part}{(OverAll ? "ForAllNamespaces" : "")}";
    }

    /// <summary>The definition of what the operation takes, or null.</summary>
    public string? BodyOf(Operation operation) => operation.Verb switch
    {
        "create" or "update" => Definition,
        "patch" => DefinitionNames.Patch,
        "delete" or "deletecollection" => DefinitionNames.DeleteOptions,
        _ => null,
    };

    /// <summary>The definition of what the operation gives.</summary>
    public string AnswerOf(Operation operation) => operation.Verb switch
    {
        "list" => DefinitionNames.ListOf(Row),
        "delete" or "deletecollection" => DefinitionNames.Status,
        _ => Definition,
    };
}
