using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Schema.Custom;
using Fairway.Schema.Json;
using Fairway.Schema.Resources;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Definitions;

/// <summary>
/// What one cluster's API serves: the built-in resources, shared by all clusters, and those that its definitions add.
/// The table is an immutable snapshot; who has taken it keeps it to the end of its request.
/// </summary>
internal sealed class ResourceCatalog
{
    private readonly ClusterStore store;
    private readonly Lock gate = new();
    private ImmutableSortedDictionary<string, CustomDefinition> known =
        ImmutableSortedDictionary.Create<string, CustomDefinition>(StringComparer.Ordinal);

    private bool servesUsage;
    private volatile ResourceTable table = ResourceTable.BuiltIn;

    /// <summary>A catalogue of what the store holds.</summary>
    public ResourceCatalog(ClusterStore store)
    {
        this.store = store;
        Refresh();
    }

    /// <summary>The row of definitions themselves.</summary>
    public static ResourceType Definitions { get; } =
        ResourceTable.BuiltIn.Find("apiextensions.k8s.io", "v1", "customresourcedefinitions")!;

    /// <summary>The resources, as they are now.</summary>
    public ResourceTable Table => table;

    /// <summary>The definitions as they were last read, in order of their names.</summary>
    public IReadOnlyCollection<CustomDefinition> Known => [.. known.Values];

    /// <summary>
    /// Reads the definitions anew, and replaces the table where they have changed. What did not change is not read
    /// again.
    /// </summary>
    public void Refresh()
    {
        lock (gate)
        {
            var view = store.View(Definitions.StorageName);
            var found = ImmutableSortedDictionary.CreateBuilder<string, CustomDefinition>(StringComparer.Ordinal);
            for (var i = 0; i < view.Count; i++)
            {
                var stored = view[i];
                found[stored.Key.Name] =
                    known.TryGetValue(stored.Key.Name, out var before) && before.Revision == stored.Revision
                        ? before
                        : SharedDefinitions.Of((JsonObject)JsonReader.Read(stored.Json.Span).Node!);
            }

            if (!found.Values.SequenceEqual(known.Values, ReferenceEqualityComparer.Instance))
            {
                var before = known;
                known = found.ToImmutable();
                table = SharedDefinitions.TableOf([.. known.Values], servesUsage);
                WakeWatches(before.Values);
            }
        }
    }

    /// <summary>Adds what is measured to the table.</summary>
    public void ServeUsage()
    {
        lock (gate)
        {
            servesUsage = true;
            table = SharedDefinitions.TableOf([.. known.Values], servesUsage);
        }
    }

    /// <summary>Whether a row of the table is still what it was: its watches go on.</summary>
    public bool Serves(ResourceType row) =>
        row.Custom is null
        || table.Find(row.Group, row.Version, row.Plural)?.Custom?.Generation == row.Custom.Generation;

    /// <summary>Watches look whether their resource is still what it was when they wake.</summary>
    private void WakeWatches(IEnumerable<CustomDefinition> before)
    {
        foreach (var was in before.Where(was => known.GetValueOrDefault(was.Name)?.Generation != was.Generation))
        {
            store.Events(was.StorageName).Wake(store.Revision);
        }
    }
}
