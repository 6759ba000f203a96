using System.Collections.Immutable;

namespace Fairway.Schema.Documents;

/// <summary>What a path offers under one method.</summary>
/// <param name="Method">The HTTP method in lower case.</param>
/// <param name="Verb">The API's verb for it, which discovery lists.</param>
/// <param name="Action">The API's name for it in OpenAPI.</param>
/// <param name="Parameters">Query parameters it takes.</param>
internal sealed record Operation(
    string Method,
    string Verb,
    string Action,
    ImmutableArray<OperationParameter> Parameters)
{
    private static readonly ImmutableArray<OperationParameter> Writing =
        [new("dryRun", "string"), new("fieldManager", "string"), new("fieldValidation", "string")];

    private static readonly ImmutableArray<OperationParameter> Selecting =
    [
        new("allowWatchBookmarks", "boolean"), new("continue", "string"), new("fieldSelector", "string"),
        new("labelSelector", "string"), new("limit", "integer"), new("resourceVersion", "string"),
        new("resourceVersionMatch", "string"), new("sendInitialEvents", "boolean"),
        new("timeoutSeconds", "integer"), new("watch", "boolean"),
    ];

    private static readonly ImmutableArray<OperationParameter> Deleting =
    [
        new("gracePeriodSeconds", "integer"), new("orphanDependents", "boolean"), new("propagationPolicy", "string"),
        new("dryRun", "string"),
    ];

    /// <summary>Operations on a collection.</summary>
    public static ImmutableArray<Operation> OnCollection { get; } =
    [
        new("get", "list", "list", Selecting),
        new("post", "create", "post", Writing),
        new("delete", "deletecollection", "deletecollection", [.. Selecting, .. Deleting]),
    ];

    /// <summary>Operations on one object or one of its subresources.</summary>
    public static ImmutableArray<Operation> OnObject { get; } =
    [
        new("get", "get", "get", []),
        new("put", "update", "put", Writing),
        new("patch", "patch", "patch", [.. Writing, new("force", "boolean")]),
        new("delete", "delete", "delete", Deleting),
        new("post", "create", "post", Writing),
    ];
}

/// <summary>One query parameter.</summary>
internal readonly record struct OperationParameter(string Name, string Type);
