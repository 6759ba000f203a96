using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Schema.Resources;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Requests;

namespace Fairway.Twin.Api.Verbs;

/// <summary>The subresource <c>binding</c> of pods, with which a scheduler gives a pod its node; once.</summary>
internal sealed class Binding(ApiContext context)
{
    private readonly Update update = new(context);

    public async Task<KubeResponse> PostAsync(ResourceCall call, CancellationToken cancel)
    {
        var options = WriteOptions.Read(call.Request, "CreateOptions");
        var body = BodyText.Read(call.Request, "Binding").Object;
        var binding = TypedBody.Fit(body, "Binding", "io.k8s.api.core.v1.Binding");
        var name = ObjectMeta.Name(binding);
        if (call.Path.Name is null)
        {
            call = OfPod(call, name);
        }
        else if (name != call.Path.Name)
        {
            throw ApiFailure.BadRequest("name in URL does not match name in Binding object");
        }

        binding = await context.Admission.ReviewPartAsync(call, binding, options, cancel);
        var node = Target(binding);
        await update.ApplyAsync(
            call,
            UpdatePart.Binding,
            options,
            live => Bound(live, binding),
            (live, aside) => Assigned(live, aside, node),
            cancel);
        return Answers.Json(call, 201, StatusObject.Success(code: 201));
    }

    /// <summary>The old collection <c>bindings</c>: the pod is the one that the binding is named after.</summary>
    private static ResourceCall OfPod(ResourceCall call, string name)
    {
        var pods = ResourceTable.BuiltIn.Find("", "v1", "pods")!;
        var part = pods.Subresources.First(s => s.Name == "binding");
        var path = new ResourcePath(pods, call.Path.Namespace, name, part, OldWatch: false);
        return new ResourceCall(call.Request, path, call.Representation, call.Time) { User = call.User };
    }

    private static string Target(JsonObject binding)
    {
        var target = binding["target"] as JsonObject ?? [];
        var kind = ObjectMeta.Text(target, "kind");
        if (kind is not ("" or "Node"))
        {
            throw new ApiFailure(
                500, null, $"target.kind: Unsupported value: \"{kind}\": supported values: \"Node\", \"<empty>\"");
        }

        var node = ObjectMeta.Text(target, "name");
        return node.Length > 0 ? node : throw new ApiFailure(500, null, "target.name: Required value");
    }

    private static SetAside Assigned(JsonObject live, SetAside aside, string node)
    {
        var name = ObjectMeta.Name(live);
        var spec = BoundSpec.Of(aside.Span);
        if (spec.Node.Length > 0)
        {
            throw Refused(name, $"pod {name} is already assigned to node \"{spec.Node}\"");
        }

        if (ObjectMeta.Has(ObjectMeta.Of(live), "deletionTimestamp"))
        {
            throw Refused(name, $"pod {name} is being deleted, cannot be assigned to a host");
        }

        return !spec.HasGates
            ? aside with { Change = new SpecChange(BoundSpec.With(aside.Span, node), "spec.nodeName", node) }
            : throw Refused(name, $"pod {name} has non-empty .spec.schedulingGates");
    }

    private JsonObject Bound(JsonObject live, JsonObject binding)
    {
        var pod = (JsonObject)live.DeepClone();
        foreach (var (key, value) in ObjectMeta.Of(binding)["annotations"] as JsonObject ?? [])
        {
            Annotations(pod)[key] = value?.DeepClone();
        }

        SetScheduled(pod);
        return pod;
    }

    private static ApiFailure Refused(string name, string why) =>
        ApiFailure.Conflict("pods/binding", new JsonObject { ["name"] = name, ["kind"] = "pods/binding" }, name, why);

    private static JsonObject Annotations(JsonObject pod)
    {
        var metadata = ObjectMeta.Of(pod);
        if (metadata["annotations"] is not JsonObject annotations)
        {
            annotations = [];
            metadata["annotations"] = annotations;
        }

        return annotations;
    }

    private void SetScheduled(JsonObject pod) => PodConditions.Set(pod, new JsonObject
    {
        ["type"] = "PodScheduled",
        ["status"] = "True",
        ["lastProbeTime"] = null,
        ["lastTransitionTime"] = ObjectMeta.Time(context.Time.GetUtcNow()),
    });
}
