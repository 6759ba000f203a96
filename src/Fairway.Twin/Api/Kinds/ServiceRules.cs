using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Validation;

namespace Fairway.Twin.Api.Kinds;

/// <summary>
/// Services are found by DNS: their names are labels that begin with a letter. The server gives them addresses and
/// ports, and takes away what the type does not have.
/// </summary>
internal sealed class ServiceRules : KindRules
{
    private static readonly string[] OfAddresses =
        ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy"];
    private static readonly string[] OfNodePorts =
        ["externalTrafficPolicy", "healthCheckNodePort", "allocateLoadBalancerNodePorts"];

    public override bool AnswersDeleted => true;

    public override string? CheckName(string name) => NameRules.Label1035(name);

    public override void PrepareForCreate(JsonObject obj, KindContext context) => Allocate(obj, context);

    public override void PrepareForUpdate(JsonObject updated, JsonObject live, KindContext context)
    {
        if (updated["spec"] is not JsonObject spec || live["spec"] is not JsonObject before)
        {
            return;
        }

        if (Kind(spec) != "ExternalName" && Kind(before) != "ExternalName")
        {
            KeepUnset(spec, before, "clusterIP");
            KeepUnset(spec, before, "clusterIPs");
            KeepUnset(spec, before, "ipFamilies");
            KeepUnset(spec, before, "ipFamilyPolicy");
            KeepUnset(spec, before, "healthCheckNodePort");
            KeepNodePorts(spec, before);
        }

        Drop(spec);
        Allocate(updated, context);
    }

    public override void ValidateCreate(JsonObject obj, List<FieldError> errors) =>
        ServiceValidation.Check(new Field("spec", obj["spec"], errors));

    public override void ValidateUpdate(JsonObject updated, JsonObject live, List<FieldError> errors)
    {
        var spec = new Field("spec", updated["spec"], errors);
        ServiceValidation.Check(spec);
        ServiceValidation.KeepAddress(spec, live["spec"]);
    }

    private static string Kind(JsonObject spec) => ObjectMeta.Text(spec, "type");

    private static bool HasNodePorts(JsonObject spec) => Kind(spec) is "NodePort" or "LoadBalancer";

    private static void KeepUnset(JsonObject spec, JsonObject before, string field)
    {
        if (spec[field] is null)
        {
            ObjectMeta.Keep(spec, before, field);
        }
    }

    private static void KeepNodePorts(JsonObject spec, JsonObject before)
    {
        var had = (before["ports"] as JsonArray ?? []).OfType<JsonObject>().ToArray();
        foreach (var port in (spec["ports"] as JsonArray ?? []).OfType<JsonObject>().Where(p => p["nodePort"] is null))
        {
            var same = Array.Find(had, h => JsonNode.DeepEquals(h["port"], port["port"])
                && JsonNode.DeepEquals(h["protocol"], port["protocol"]));
            ObjectMeta.Set(port, "nodePort", same?["nodePort"]?.DeepClone());
        }
    }

    private static void Drop(JsonObject spec)
    {
        if (!HasNodePorts(spec))
        {
            Array.ForEach(OfNodePorts, f => spec.Remove(f));
            foreach (var port in (spec["ports"] as JsonArray ?? []).OfType<JsonObject>())
            {
                port.Remove("nodePort");
            }
        }

        if (Kind(spec) == "ExternalName")
        {
            Array.ForEach(OfAddresses, f => spec.Remove(f));
        }

        if (Kind(spec) != "LoadBalancer" || ObjectMeta.Text(spec, "externalTrafficPolicy") != "Local")
        {
            spec.Remove("healthCheckNodePort");
        }
    }

    private static void Allocate(JsonObject service, KindContext context)
    {
        if (service["spec"] is not JsonObject spec || Kind(spec) == "ExternalName")
        {
            return;
        }

        if (ObjectMeta.Text(spec, "clusterIP").Length == 0)
        {
            spec["clusterIP"] = context.Services.Address();
        }

        spec["clusterIPs"] ??= new JsonArray(spec["clusterIP"]!.DeepClone());
        spec["ipFamilies"] ??= new JsonArray("IPv4");
        spec["ipFamilyPolicy"] ??= "SingleStack";
        if (!HasNodePorts(spec) || spec["allocateLoadBalancerNodePorts"]?.GetValue<bool>() == false)
        {
            return;
        }

        foreach (var port in (spec["ports"] as JsonArray ?? []).OfType<JsonObject>())
        {
            port["nodePort"] ??= context.Services.Port();
        }

        if (Kind(spec) == "LoadBalancer" && ObjectMeta.Text(spec, "externalTrafficPolicy") == "Local")
        {
            spec["healthCheckNodePort"] ??= context.Services.Port();
        }
    }
}
