namespace Fairway.Schema.Custom;

/// <summary>One thing that does not fit a schema, in the words of an API server.</summary>
/// <param name="Reason">Machine-readable: FieldValueInvalid, FieldValueRequired, ...</param>
/// <param name="Field">Path of the field: <c>spec.containers[0].name</c>.</param>
/// <param name="Message">Text without the path: <c>Invalid value: 0: ...</c>.</param>
public sealed record SchemaProblem(string Reason, string Field, string Message);
