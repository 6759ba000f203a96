using System.Text.Json.Nodes;
using Fairway.Merge.Fields;
using Fairway.Schema;

namespace Fairway.Merge.Diffing;

/// <summary>One comparison. Holds the way from the root, and what was found.</summary>
internal sealed class DiffWalk
{
    private readonly Sides root;
    private readonly SchemaNode? schema;
    private readonly ValueEquality equality;
    private readonly Defaulted targetDefaults;
    private readonly ForeignFields foreign;
    private readonly List<PathElement> path = [];
    private readonly List<FieldChange> changes = [];

    public DiffWalk(Sides sides, SchemaNode? schema)
    {
        root = sides;
        this.schema = schema;
        equality = new(schema?.Name?.StartsWith("io.k8s.", StringComparison.Ordinal) == true);
        targetDefaults = new(sides.Target as JsonObject, schema);
        foreign = new(
            equality,
            new Defaulted(sides.Recorded as JsonObject, schema),
            new LiveOwners(sides.Live as JsonObject));
    }

    public IReadOnlyList<FieldChange> Changes => changes;

    public List<string> Problems { get; } = [];

    public ObjectAction Action { get; private set; }

    /// <summary>Compares the objects.</summary>
    public void Run(FieldSet? notOurs)
    {
        switch (root)
        {
            case { Target: not null, Live: null }:
                Put(ChangeKind.Add, root, schema);
                Action = ObjectAction.Create;
                break;
            case { Target: null, Recorded: not null, Live: not null }:
                changes.Add(new(
                    FieldPath.Root,
                    ChangeKind.Remove,
                    ChangeCause.Target,
                    Projection.Of(root.Live, root.Recorded, schema),
                    null));
                Action = ObjectAction.Delete;
                break;
            case { Target: not null }:
                VisitMembers(root, new(schema, notOurs));
                Action = changes.Count == 0 ? ObjectAction.None : ObjectAction.Update;
                break;
            default:
                break;
        }

        if (root.Target is { } target)
        {
            Problems.AddRange(DuplicateKeys.In(target, schema));
        }
    }

    private void Visit(PathElement step, Sides sides, Surroundings around)
    {
        path.Add(step);
        var below = around.Below(step);
        if (sides.Target is null)
        {
            if (sides is { Recorded: not null, Live: not null })
            {
                Remove(sides, below);
            }
        }
        else if (sides.Live is null)
        {
            if (!equality.IsNothing(sides.Target, below.Schema))
            {
                Put(ChangeKind.Add, sides, below.Schema);
            }
        }
        else
        {
            Compare(sides, below);
        }

        path.RemoveAt(path.Count - 1);
    }

    private void Compare(Sides sides, Surroundings around)
    {
        var shape = FieldShapes.Of(around.Schema, sides.Target, sides.Live);
        if (shape == FieldShape.Members && sides is { Target: JsonObject, Live: JsonObject })
        {
            var before = changes.Count;
            VisitMembers(sides, around);
            if (changes.Count > before)
            {
                DropUnsaid(sides, around);
            }
        }
        else if (shape == FieldShape.Elements && sides is { Target: JsonArray target, Live: JsonArray live }
            && NamedArray.TryOf(target, around.Schema) is { } wanted
            && NamedArray.TryOf(live, around.Schema) is { } held)
        {
            VisitElements(sides, wanted, held, around);
        }
        else if (!equality.Same(sides.Target, sides.Live, around.Schema)
            && !(targetDefaults.Find(path) is { } known && equality.Same(known, sides.Live, around.Schema)))
        {
            Put(ChangeKind.Replace, sides, around.Schema);
        }
    }

    private void VisitMembers(Sides sides, Surroundings around)
    {
        foreach (var (name, _) in (JsonObject)sides.Target!)
        {
            if (path.Count > 0 || !IsIdentity(name))
            {
                Visit(PathElement.Field(name), sides.Member(name), around);
            }
        }

        foreach (var (name, _) in sides.Recorded as JsonObject ?? [])
        {
            if (!((JsonObject)sides.Target!).ContainsKey(name) && (path.Count > 0 || !IsIdentity(name)))
            {
                Visit(PathElement.Field(name), sides.Member(name), around);
            }
        }
    }

    private void VisitElements(Sides sides, NamedArray wanted, NamedArray held, Surroundings around)
    {
        var recorded = sides.Recorded is JsonArray list ? NamedArray.TryOf(list, around.Schema) : null;
        foreach (var name in wanted.Names)
        {
            Visit(name, new(recorded?.Find(name), wanted.Find(name), held.Find(name)), around);
        }

        foreach (var name in recorded?.Names ?? [])
        {
            if (wanted.Find(name) is null)
            {
                Visit(name, new(recorded!.Find(name), null, held.Find(name)), around);
            }
        }
    }

    /// <summary>
    /// In a place that holds one of several (a volume's source, a strategy's parameters), what the target does not say
    /// goes with a change of the place: the server would refuse two of them.
    /// </summary>
    private void DropUnsaid(Sides sides, Surroundings around)
    {
        if (!around.IsUnion)
        {
            return;
        }

        foreach (var (name, value) in (JsonObject)sides.Live!)
        {
            var step = PathElement.Field(name);
            var below = around.Below(step);
            if (value is not null && (sides.Target as JsonObject)?[name] is null
                && (sides.Recorded as JsonObject)?[name] is null && below is { IsNotOurs: false, NotOurs: null })
            {
                path.Add(step);
                Put(ChangeKind.Remove, new(null, null, value), below.Schema);
                path.RemoveAt(path.Count - 1);
            }
        }
    }

    /// <summary>
    /// Removes what was recorded. An element of a list goes as a whole, for its key was recorded; of an object goes
    /// only what is not somebody else's.
    /// </summary>
    private void Remove(Sides sides, Surroundings around)
    {
        if (around.IsNotOurs || equality.IsNothing(sides.Live, around.Schema))
        {
            return;
        }

        var (stays, goes) = foreign.Within(path, sides, around);
        if (stays.Count == 0)
        {
            Put(ChangeKind.Remove, sides, around.Schema, [.. goes]);
        }
        else if (sides.Recorded is JsonObject map)
        {
            foreach (var (name, _) in map)
            {
                Visit(PathElement.Field(name), sides.Member(name), around);
            }
        }
        else if (sides is { Recorded: JsonArray recorded, Live: JsonArray live }
            && NamedArray.TryOf(recorded, around.Schema) is { } old
            && NamedArray.TryOf(live, around.Schema) is { } held)
        {
            foreach (var name in old.Names)
            {
                Visit(name, new(old.Find(name), null, held.Find(name)), around);
            }
        }
    }

    private void Put(ChangeKind kind, Sides sides, SchemaNode? place, params FieldPath[] takes)
    {
        var isOurs = kind == ChangeKind.Remove || !equality.Same(sides.Recorded, sides.Target, place);
        var drifted = sides.Recorded is not null && !equality.Same(sides.Recorded, sides.Live, place);
        changes.Add(new(
            FieldPath.Of([.. path]),
            kind,
            isOurs ? ChangeCause.Target : ChangeCause.Drift,
            sides.Live?.DeepClone(),
            sides.Target)
        {
            Conflicts = isOurs && drifted && kind != ChangeKind.Remove,
            Takes = [.. takes],
        });
    }

    /// <summary>At the root; name and namespace are equal on all sides.</summary>
    private static bool IsIdentity(string name) => name is "apiVersion" or "kind";
}
