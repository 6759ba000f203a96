namespace Fairway.Twin.Api.Validation;

/// <summary>Containers and init containers of a pod.</summary>
internal static class ContainerValidation
{
    /// <summary>Checks both lists.</summary>
    /// <param name="spec">Of the pod.</param>
    /// <param name="volumes">The names of its volumes.</param>
    public static void Check(Field spec, NameSet volumes)
    {
        var containers = spec["containers"];
        if (containers.Count == 0)
        {
            containers.Required();
        }

        var names = new NameSet();
        foreach (var container in containers.Items())
        {
            CheckCommon(container, volumes);
            CheckUnique(container, names);
            ProbeValidation.Check(container, spec.NumberOf("terminationGracePeriodSeconds"));
            ResizeValidation.Check(container["resizePolicy"], spec.TextOf("restartPolicy") == "Never");
        }

        PortValidation.CheckHostPorts(containers.Items());
        foreach (var container in spec["initContainers"].Items())
        {
            CheckInit(container, volumes, names);
            ResizeValidation.Check(container["resizePolicy"], spec.TextOf("restartPolicy") == "Never");
        }
    }

    private static void CheckInit(Field container, NameSet volumes, NameSet names)
    {
        CheckCommon(container, volumes);
        CheckUnique(container, names);
        PortValidation.CheckHostPorts([container]);
        if (container.TextOf("restartPolicy") == "Always")
        {
            ProbeValidation.Check(container, null);
        }
        else
        {
            ProbeValidation.CheckNone(container);
        }
    }

    private static void CheckUnique(Field container, NameSet names)
    {
        var name = container.TextOf("name");
        if (!names.Add(name))
        {
            container["name"].Duplicate(name);
        }
    }

    /// <summary>What all kinds of containers are checked for.</summary>
    public static void CheckCommon(Field container, NameSet volumes)
    {
        NameChecks.RequiredLabel(container["name"]);
        if (container.TextOf("image").Length == 0)
        {
            container["image"].Required();
        }
        else if (container.TextOf("image").Trim().Length != container.TextOf("image").Length)
        {
            container["image"].Invalid("must not have leading or trailing whitespace");
        }

        container["terminationMessagePolicy"].OneOf("File", "FallbackToLogsOnError");
        PortValidation.Check(container["ports"]);
        EnvironmentValidation.Check(container);
        MountValidation.Check(container, volumes);
        container["imagePullPolicy"].OneOf("Always", "IfNotPresent", "Never");
        ResourceValidation.Check(container["resources"]);
        SecurityValidation.CheckContainer(container["securityContext"]);
    }
}
