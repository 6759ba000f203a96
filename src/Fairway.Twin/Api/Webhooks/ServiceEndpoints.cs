using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Json;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Webhooks;

/// <summary>
/// Finds the address behind a Service: its EndpointSlices, its Endpoints, or the name that it is external by. Pods of
/// the twin have no network, so only what listens on this machine's loopback can be called.
/// </summary>
internal static class ServiceEndpoints
{
    private const string ServiceLabel = "kubernetes.io/service-name";

    /// <summary>Host and port to dial.</summary>
    /// <exception cref="WebhookCallException">There is no such Service or port, or nothing on loopback behind
    /// it.</exception>
    public static string Resolve(ClusterStore store, WebhookService service)
    {
        var found = store.Find("services", new ObjectKey(service.Namespace, service.Name))
            ?? throw new WebhookCallException($"service \"{service.Name}\" not found");
        var spec = Tree(found)["spec"] as JsonObject ?? [];
        if (ObjectMeta.Text(spec, "type") == "ExternalName")
        {
            return Loopback(ObjectMeta.Text(spec, "externalName"), service.Port);
        }

        var port = (spec["ports"] as JsonArray ?? []).OfType<JsonObject>()
            .FirstOrDefault(p => ObjectMeta.Number(p, "port") == service.Port)
            ?? throw new WebhookCallException(string.Create(
                CultureInfo.InvariantCulture, $"no service port {service.Port} found for service \"{service.Name}\""));
        var places = Places(store, service, ObjectMeta.Text(port, "name")).ToList();
        if (places.Count == 0)
        {
            throw new WebhookCallException($"no endpoints available for service \"{service.Name}\"");
        }

        var (address, number) = places.Find(place => IsLoopback(place.Address));
        return address is null ? Loopback(places[0].Address, places[0].Port) : Text(address, number);
    }

    /// <summary>The host and port of a URL.</summary>
    /// <exception cref="WebhookCallException">It is not on loopback.</exception>
    public static string Resolve(Uri url) => Loopback(url.IdnHost, url.Port);

    private static string Loopback(string host, int port) => IsLoopback(host)
        ? Text(host, port)
        : throw new WebhookCallException(
            $"the twin calls webhooks on loopback addresses only, and {host} is none: let the webhook listen on "
            + "127.0.0.1, and name it by url, or by a Service of type ExternalName with externalName localhost");

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static string Text(string host, int port) => string.Create(
        CultureInfo.InvariantCulture, $"{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}");

    private static IEnumerable<(string Address, int Port)> Places(
        ClusterStore store, WebhookService service, string portName)
    {
        var slices = store.View("endpointslices.discovery.k8s.io");
        var (start, count) = slices.RangeOf(service.Namespace).GetOffsetAndLength(slices.Count);
        for (var i = start; i < start + count; i++)
        {
            if (slices[i].Labels.Find(ServiceLabel) == service.Name)
            {
                foreach (var place in OfSlice(Tree(slices[i]), portName))
                {
                    yield return place;
                }
            }
        }

        if (store.Find("endpoints", new ObjectKey(service.Namespace, service.Name)) is { } endpoints)
        {
            foreach (var place in OfEndpoints(Tree(endpoints), portName))
            {
                yield return place;
            }
        }
    }

    private static IEnumerable<(string Address, int Port)> OfSlice(JsonObject slice, string portName) =>
        from endpoint in List(slice, "endpoints")
        where endpoint["conditions"]?["ready"]?.GetValue<bool>() != false
        from address in endpoint["addresses"] as JsonArray ?? []
        from port in List(slice, "ports")
        where ObjectMeta.Text(port, "name") == portName
        select (address.GetValue<string>(), (int)ObjectMeta.Number(port, "port"));

    private static IEnumerable<(string Address, int Port)> OfEndpoints(JsonObject endpoints, string portName) =>
        from subset in List(endpoints, "subsets")
        from address in List(subset, "addresses")
        from port in List(subset, "ports")
        where ObjectMeta.Text(port, "name") == portName
        select (ObjectMeta.Text(address, "ip"), (int)ObjectMeta.Number(port, "port"));

    private static IEnumerable<JsonObject> List(JsonObject from, string field) =>
        (from[field] as JsonArray ?? []).OfType<JsonObject>();

    private static JsonObject Tree(StoredObject stored) => (JsonObject)JsonReader.Read(stored.Json.Span).Node!;
}
