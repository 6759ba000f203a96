using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Admission;

/// <summary><c>Priority</c>: pods get the number and the policy of their priority class, and nobody sets them
/// himself.</summary>
internal sealed class PodPriority : BuiltInAdmission
{
    public override void Admit(AdmissionRequest request)
    {
        if (request.Subresource.Length > 0 || request.Object?["spec"] is not JsonObject spec)
        {
            return;
        }

        if (request.Old?["spec"] is JsonObject before)
        {
            Keep(spec, before, "priority");
            Keep(spec, before, "preemptionPolicy");
            return;
        }

        var found = ClassOf(request, ObjectMeta.Text(spec, "priorityClassName"));
        if (spec["priority"] is not null && ObjectMeta.Number(spec, "priority") is var asked && asked != found.Value)
        {
            throw request.Forbidden(string.Create(
                CultureInfo.InvariantCulture,
                $"the integer value of priority ({asked}) must not be provided in pod spec; priority admission "
                + $"controller computed {found.Value} from the given PriorityClass name"));
        }

        if (spec["preemptionPolicy"] is { } policy && $"{policy}" != found.PreemptionPolicy)
        {
            throw request.Forbidden(
                $"the string value of PreemptionPolicy ({policy}) must not be provided in pod spec; priority admission "
                + $"controller computed {found.PreemptionPolicy} from the given PriorityClass name");
        }

        spec["priority"] = found.Value;
        spec["preemptionPolicy"] = found.PreemptionPolicy;
        if (found.Name.Length > 0)
        {
            spec["priorityClassName"] = found.Name;
        }
    }

    private static PriorityClass ClassOf(AdmissionRequest request, string name)
    {
        var classes = request.Context.PriorityClasses.Now;
        if (name.Length == 0)
        {
            return classes.Where(c => c.IsDefault).MinBy(c => c.Value) ?? PriorityClass.None;
        }

        return classes.FirstOrDefault(c => c.Name == name)
            ?? PriorityClass.System.FirstOrDefault(c => c.Name == name)
            ?? throw request.Forbidden($"no PriorityClass with name {name} was found");
    }

    private static void Keep(JsonObject spec, JsonObject before, string field)
    {
        if (spec[field] is null)
        {
            ObjectMeta.Keep(spec, before, field);
        }
    }
}

/// <summary>The other half of <c>Priority</c>: only one class is the default.</summary>
internal sealed class PriorityDefault : BuiltInAdmission
{
    public override void Validate(AdmissionRequest request)
    {
        if (request.Object?["globalDefault"] is not JsonValue flag || !flag.TryGetValue<bool>(out var isDefault)
            || !isDefault)
        {
            return;
        }

        var other = request.Context.PriorityClasses.Now.Where(c => c.IsDefault).MinBy(c => c.Value);
        if (other is not null && (request.Operation == AdmissionOperation.Create || other.Name != request.Name))
        {
            throw request.Forbidden(
                $"PriorityClass {other.Name} is already marked as default. Only one default can exist");
        }
    }
}
