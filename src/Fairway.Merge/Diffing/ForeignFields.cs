using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Schema;

namespace Fairway.Merge.Diffing;

/// <summary>
/// Finds what lies inside a recorded place of the live object and is not ours: never recorded, no default of the
/// server, and, as far as the object says, owned by somebody. An object without managedFields says nothing, and then
/// everything that was not recorded and is no default counts as somebody's.
/// </summary>
/// <param name="equality">What is the same.</param>
/// <param name="defaults">The recorded configuration with its defaults.</param>
/// <param name="owners">Who owns what of the live object.</param>
internal sealed class ForeignFields(ValueEquality equality, Defaulted defaults, LiveOwners owners)
{
    private readonly List<PathElement> path = [];
    private readonly List<FieldPath> stays = [];
    private readonly List<FieldPath> goes = [];
    private int elementsAbove;

    /// <summary>
    /// The foreign places at and below a place that is recorded and live: those that stay when it is removed, and those
    /// that go with an element of a list, which is removed as a whole.
    /// </summary>
    public (IReadOnlyList<FieldPath> Stays, IReadOnlyList<FieldPath> Goes) Within(
        IReadOnlyList<PathElement> place,
        Sides sides,
        Surroundings around)
    {
        path.Clear();
        stays.Clear();
        goes.Clear();
        path.AddRange(place);
        elementsAbove = place[^1].Kind == PathKind.Field ? 0 : 1;
        Below(sides.Recorded, defaults.Find(path), sides.Live!, around);
        return (stays, goes);
    }

    private void Below(JsonNode? recorded, JsonNode? known, JsonNode live, Surroundings around)
    {
        switch (FieldShapes.Of(around.Schema, live, recorded), live)
        {
            case (FieldShape.Members, JsonObject map):
                foreach (var (name, value) in map)
                {
                    var step = PathElement.Field(name);
                    Visit(step, (recorded as JsonObject)?[name], (known as JsonObject)?[name], value, around);
                }

                break;
            case (FieldShape.Elements, JsonArray list) when NamedArray.TryOf(list, around.Schema) is { } elements:
                foreach (var name in elements.Names)
                {
                    var old = PathWalk.Step(recorded, name, around.Schema).Node;
                    Visit(name, old, PathWalk.Step(known, name, around.Schema).Node, elements.Find(name), around);
                }

                break;
            default:
                if (recorded is null && !equality.Same(known, live, around.Schema) && owners.OthersOwn(path))
                {
                    Found();
                }

                break;
        }
    }

    private void Visit(PathElement step, JsonNode? recorded, JsonNode? known, JsonNode? live, Surroundings around)
    {
        var below = around.Below(step);
        if (equality.IsNothing(live, below.Schema))
        {
            return;
        }

        path.Add(step);
        if (below.IsNotOurs)
        {
            stays.Add(FieldPath.Of([.. path]));
        }
        else if (recorded is not null || known is not null)
        {
            var deeper = step.Kind == PathKind.Field ? 0 : 1;
            elementsAbove += deeper;
            Below(recorded, known, live!, below);
            elementsAbove -= deeper;
        }
        else if (owners.OthersOwn(path))
        {
            Found();
        }

        path.RemoveAt(path.Count - 1);
    }

    private void Found() => (elementsAbove > 0 ? goes : stays).Add(FieldPath.Of([.. path]));
}
