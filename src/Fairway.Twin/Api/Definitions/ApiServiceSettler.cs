using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Bootstrap;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Usage;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Definitions;

/// <summary>Keeps an APIService for each group version of custom resources, and one for what is measured. It runs when
/// definitions have settled.</summary>
internal sealed class ApiServiceSettler(ApiContext context)
{
    private const string Label = "kube-aggregator.kubernetes.io/automanaged";

    private static readonly ResourceType Services =
        ResourceTable.BuiltIn.Find("apiregistration.k8s.io", "v1", "apiservices")!;

    private ResourceTable? settled;

    /// <exception cref="StoreUnavailableException">The store takes no writes now; the next call goes on.</exception>
    public async Task SettleAsync()
    {
        var table = context.Table;
        if (ReferenceEquals(settled, table))
        {
            return;
        }

        foreach (var action in Plan(table))
        {
            await ActAsync(action);
        }

        if (table.All.Any(UsageRows.Has)
            && context.Store.Head(Services.StorageName, new ObjectKey(null, UsageService.Name)) is null)
        {
            await MakeAsync(UsageService.Body());
        }

        settled = table;
    }

    private ImmutableArray<ApiServiceAction> Plan(ResourceTable table)
    {
        var view = context.Store.View(Services.StorageName);
        var custom = table.All.Where(r => r.Custom is not null).Select(r => new GroupVersion(r.Group, r.Version));
        return ApiServicePlanner.Plan(
            [.. custom.Distinct()],
            [.. view.Where(s => s.Labels.Find(Label) == "true").Select(s => s.Key.Name)],
            [.. view.Select(s => s.Key.Name)]);
    }

    private Task ActAsync(ApiServiceAction action)
    {
        var key = new ObjectKey(null, action.Name);
        if (action.Made is { } made)
        {
            return MakeAsync(Body(action.Name, made));
        }

        return context.Store.Head(Services.StorageName, key) is { } head
            ? context.Store.CommitAsync(
                new StoreWrite.Delete(
                    Services.StorageName,
                    StoredTree.Draft(Services, StoredTree.Read(head, Services)),
                    head.Revision),
                CancellationToken.None)
            : Task.CompletedTask;
    }

    private Task MakeAsync(JsonObject body) => context.Store.CommitAsync(
        new StoreWrite.Create(Services.StorageName, BootstrapDraft.Of(body, context.Kind)), CancellationToken.None);

    private static JsonObject Body(string name, GroupVersion version) => new()
    {
        ["apiVersion"] = Services.ApiVersion,
        ["kind"] = Services.Kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject { [Label] = "true" },
        },
        ["spec"] = new JsonObject
        {
            ["group"] = version.Group,
            ["version"] = version.Version,
            ["groupPriorityMinimum"] = 1000,
            ["versionPriority"] = 100,
        },
    };
}
