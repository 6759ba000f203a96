{{/* The name of all that this release makes. */}}
{{- define "registry-cache.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Labels by which workloads find their pods: they never change. */}}
{{- define "registry-cache.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Labels of every object. */}}
{{- define "registry-cache.labels" -}}
{{ include "registry-cache.selector" . }}
app.kubernetes.io/version: {{ .Values.image | default dict | dig "tag" .Chart.AppVersion | toString | quote }}
{{- with .Values.region }}
fairway.dev/region: {{ . }}
{{- end }}
{{- end -}}

{{/* An image, by way of the cluster's mirror if it has one. */}}
{{- define "registry-cache.image" -}}
{{- $registry := .mirror | default .image.registry -}}
{{- printf "%s/%s:%s" $registry .image.repository (toString .image.tag) -}}
{{- end -}}
