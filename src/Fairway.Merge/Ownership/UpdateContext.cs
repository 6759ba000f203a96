using Fairway.Merge.Fields;
using Fairway.Schema;

namespace Fairway.Merge.Ownership;

/// <summary>Who writes what and when.</summary>
/// <param name="Schema">Schema of the kind; null where objects are taken as they are.</param>
/// <param name="Manager">Field manager; where empty, <c>unknown</c>.</param>
/// <param name="ApiVersion">Version of the request: <c>v1</c>, <c>apps/v1</c>.</param>
/// <param name="Subresource"><c>status</c>, <c>scale</c>; empty for the object itself.</param>
/// <param name="Now">Time of the request; managedFields keep whole seconds.</param>
public sealed record UpdateContext(
    SchemaNode? Schema,
    string Manager,
    string ApiVersion,
    string Subresource,
    DateTimeOffset Now)
{
    /// <summary>
    /// Paths that a request to this resource cannot change, so that nobody comes to own them by it: <c>status</c> for
    /// the object itself, <c>spec</c> and some of metadata for its status. Null for none.
    /// </summary>
    public FieldSet? Ignored { get; init; }

    /// <summary>
    /// The versions of the kind, for owners whose fields were recorded in another than <see cref="ApiVersion"/>; null
    /// where all versions count as one.
    /// </summary>
    public IKindVersions? Versions { get; init; }

    /// <summary>True where the schema may have changed since fields of the object were recorded.</summary>
    public bool IsReshaped { get; init; }

    /// <summary>
    /// True where the request cannot speak of managedFields, and the object to be has those of the live one: they are
    /// not compared.
    /// </summary>
    public bool KeepsOwners { get; init; }

    /// <summary>The manager's name as managedFields have it.</summary>
    internal string ManagerName => Manager.Length == 0 ? "unknown" : Manager;
}
