using System.Text.Json.Nodes;
using Fairway.Schema;

namespace Fairway.Merge.Diffing;

/// <summary>Makes of a live object what a diff says, as a preview of what the server will hold.</summary>
public static class DiffApplication
{
    /// <summary>
    /// A copy of the live object with the changes; null where the object goes. A server adds its defaults to it.
    /// </summary>
    public static JsonObject? Apply(JsonObject? live, ObjectDiff diff, SchemaNode? schema)
    {
        ArgumentNullException.ThrowIfNull(diff);
        switch (diff.Action)
        {
            case ObjectAction.Delete:
                return null;
            case ObjectAction.Create:
                return (JsonObject)diff.Changes[0].After!.DeepClone();
            default:
                var result = (JsonObject?)live?.DeepClone();
                foreach (var change in result is null ? [] : diff.InTargetOrder)
                {
                    if (change.Kind == ChangeKind.Remove)
                    {
                        PathEdit.Remove(result!, change.Path, schema);
                    }
                    else
                    {
                        PathEdit.Set(result!, change.Path, change.After, schema);
                    }
                }

                return result;
        }
    }
}
