{{/* Labels by which workloads find their pods: they never change. */}}
{{- define "message-broker.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Labels of every object. */}}
{{- define "message-broker.labels" -}}
{{ include "message-broker.selector" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
{{- with (.Values.fairway).region }}
topology.kubernetes.io/region: {{ . }}
{{- end }}
{{- end -}}

{{/* An image of the values, by its parts. */}}
{{- define "message-broker.image" -}}
{{- printf "%s/%s:%s" .registry .repository (toString .tag) -}}
{{- end -}}

{{/* Where the cluster has OpenKruise, its kinds: they update in place. */}}
{{- define "message-broker.hasKruise" -}}
{{- if and (ne .Values.workload "native") (or (eq .Values.workload "kruise") (.Capabilities.APIVersions.Has "apps.kruise.io/v1beta1/StatefulSet")) }}yes{{ end }}
{{- end -}}
