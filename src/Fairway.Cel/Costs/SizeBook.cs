using System.Collections.Immutable;
using Fairway.Cel.Checking;
using Fairway.Cel.Schemas;
using Fairway.Cel.Syntax;
using Fairway.Cel.Types;
using Fairway.Cel.Values;

namespace Fairway.Cel.Costs;

/// <summary>What is known of the sizes of an expression's values while its cost is estimated.</summary>
internal sealed class SizeBook(CheckedText tree, CelDeclaration? root)
{
    private readonly Dictionary<int, ImmutableArray<string>> paths = [];
    private readonly Dictionary<int, CelEstimate> sizes = [];
    private readonly Dictionary<int, EntrySize> entries = [];
    private readonly Dictionary<string, Stack<LocalSize>> locals = new(StringComparer.Ordinal);

    public void SetPath(Expr node, ImmutableArray<string> path) => paths[node.Id] = path;

    public void SetSize(Expr node, CelEstimate? size)
    {
        if (size is { } known)
        {
            sizes[node.Id] = known;
        }
    }

    public void SetEntries(Expr node, EntrySize? size)
    {
        if (size is not null)
        {
            entries[node.Id] = size;
        }
    }

    public void Copy(Expr to, Expr from)
    {
        SetSize(to, SizeOf(from));
        SetEntries(to, Entries(from));
    }

    public void Push(string name, LocalSize local)
    {
        if (!locals.TryGetValue(name, out var stack))
        {
            locals[name] = stack = new Stack<LocalSize>();
        }

        stack.Push(local);
    }

    public void Pop(string name) => locals[name].Pop();

    public LocalSize? Local(string name) =>
        locals.TryGetValue(name, out var stack) && stack.TryPeek(out var local) ? local : null;

    public ImmutableArray<string> PathOf(Expr node) =>
        node is Expr.Name name && Local(name.Text) is { } local ? local.Path
        : paths.TryGetValue(node.Id, out var path) ? path
        : [];

    public Sized View(Expr node)
    {
        var path = PathOf(node);
        return new Sized(path is [FoldNames.Accumulator, ..] ? [] : path, tree.TypeOf(node), node, SizeOf(node));
    }

    public CelEstimate SizeOrUnknown(Expr node) => SizeOf(node) ?? CelEstimate.Unknown;

    public static CelEstimate SizeOrUnknown(Sized value) => value.Size ?? CelEstimate.Unknown;

    public CelEstimate? SizeOf(Expr node)
    {
        if (sizes.TryGetValue(node.Id, out var known))
        {
            return known;
        }

        if (Written(node) is { } written)
        {
            return CelEstimate.Fixed((ulong)written);
        }

        if (SizeHints.Find(root, PathOf(node).AsSpan()) is { } hinted)
        {
            sizes[node.Id] = hinted;
            return hinted;
        }

        return IsScalar(tree.TypeOf(node)) ? CelEstimate.One
            : node is Expr.Name name ? Local(name.Text)?.Size
            : null;
    }

    public EntrySize? Entries(Expr? node) =>
        node is null ? null
        : entries.TryGetValue(node.Id, out var known) ? known
        : node is Expr.Name name ? Local(name.Text)?.Entries
        : null;

    /// <summary>A variable that stands for a whole value.</summary>
    public LocalSize BoundTo(Expr node) => new(PathOf(node), SizeOf(node), Entries(node));

    /// <summary>A loop's one variable: an element of a list, or a key of a map.</summary>
    public LocalSize ElementOf(Expr range) => IsList(range)
        ? new LocalSize(PathOf(range).Add("@items"), Entries(range)?.Value, null)
        : new LocalSize(PathOf(range).Add("@keys"), Entries(range)?.Key, null);

    /// <summary>The first of a loop's two variables: an index or a key.</summary>
    public LocalSize KeyOf(Expr range) =>
        new(PathOf(range).Add(IsList(range) ? "@indices" : "@keys"), Entries(range)?.Key, null);

    /// <summary>The second of a loop's two variables: an element or a value.</summary>
    public LocalSize ValueOf(Expr range) =>
        new(PathOf(range).Add(IsList(range) ? "@items" : "@values"), Entries(range)?.Value, null);

    private static long? Written(Expr node) => node switch
    {
        Expr.Literal { Value: CelString or CelBytes } literal => literal.Value.Size,
        Expr.Literal => 1,
        Expr.ListOf list => list.Elements.Length,
        Expr.MapOf map => map.Entries.Length,
        _ => null,
    };

    private static bool IsScalar(CelType type) =>
        type.IsOptional ? IsScalar(type.Parameters[0])
        : type.Kind is CelTypeKind.Bool or CelTypeKind.Double or CelTypeKind.Duration or CelTypeKind.Int
            or CelTypeKind.Timestamp or CelTypeKind.Uint;

    private bool IsList(Expr range) => Entries(range)?.IsList ?? tree.TypeOf(range).Kind == CelTypeKind.List;
}
