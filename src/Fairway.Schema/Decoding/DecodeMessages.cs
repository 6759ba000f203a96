using System.Collections.Immutable;

namespace Fairway.Schema.Decoding;

/// <summary>
/// The API server's sentences about bodies that do not fit. They are part of its interface: tools look for them.
/// </summary>
public static class DecodeMessages
{
    /// <summary>Each problem as the text of one warning (299), for <c>fieldValidation=Warn</c>.</summary>
    public static ImmutableArray<string> Problems(ImmutableArray<string> duplicates, ImmutableArray<string> unknown) =>
    [
        .. duplicates.Select(path => $"duplicate field \"{path}\""),
        .. unknown.Select(path => $"unknown field \"{path}\""),
    ];

    /// <summary>
    /// All problems in one sentence, for <c>fieldValidation=Strict</c>; goes into <see cref="CannotBeHandled"/>.
    /// </summary>
    public static string Strict(ImmutableArray<string> problems) =>
        $"strict decoding error: {string.Join(", ", problems)}";

    /// <summary>The message of the answer 400 to a body that does not fit its kind.</summary>
    /// <param name="bodyKind">The kind that the body names.</param>
    /// <param name="bodyVersion">The version that the body names, without its group.</param>
    /// <param name="kind">The kind that the request is for.</param>
    /// <param name="problem">The message of a <see cref="SchemaMismatchException"/>, or <see cref="Strict"/>.</param>
    public static string CannotBeHandled(string bodyKind, string bodyVersion, string kind, string problem) =>
        $"{bodyKind} in version \"{bodyVersion}\" cannot be handled as a {kind}: {problem}";
}
